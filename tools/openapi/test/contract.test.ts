import { describe, expect, it } from 'vitest';
import { operationsOf, readContract } from '../src/contract.js';

const contract = readContract();
const operations = [...operationsOf(contract)];
const ids = operations.map(({ operation }) => operation.operationId);

describe('the contract', () => {
  it('holds all 83 operations under ids of their own', () => {
    expect(operations).toHaveLength(83);
    expect(new Set(ids).size).toBe(83);
    for (const id of ids) expect(id).toMatch(/^[a-z]+([A-Z][a-z]+)+$/);
  });

  it('describes each in English, under one tag', () => {
    for (const { operation } of operations) {
      expect(operation.summary).toMatch(/^[A-Z][\x20-\x7e]{10,}[^.]$/);
      expect(operation.tags).toHaveLength(1);
    }
  });

  it('states rate limits for each, and a group for each that needs a token outside the login', () => {
    for (const { path, operation } of operations) {
      expect(operation['x-rate-limits']?.perSecond, path).toBeGreaterThan(0);
      const isLogin = operation.tags?.[0] === 'Login';
      if (operation.security !== undefined && !isLogin)
        expect(operation['x-limit-group'], path).toBeTypeOf('string');
    }
  });

  it('says of each whether it is safe to repeat, and of reading and deleting that it is', () => {
    for (const { method, operation } of operations) {
      expect(operation['x-safe-to-repeat']).toBeTypeOf('boolean');
      if (method === 'GET' || method === 'DELETE') expect(operation['x-safe-to-repeat']).toBe(true);
    }
  });

  it('lets of the POSTs only queries and the challenge be repeated', () => {
    const safe = operations.filter(
      ({ method, operation }) => method === 'POST' && operation['x-safe-to-repeat'] === true,
    );
    expect(safe.map(({ path }) => path).sort()).toEqual([
      '/auth/challenge',
      '/certificates/query',
      '/certificates/retrieve',
      '/collective-identifiers/invoices',
      '/collective-identifiers/query',
      '/invoices/query/metadata',
      '/permissions/query/authorizations/grants',
      '/permissions/query/entities/grants',
      '/permissions/query/eu-entities/grants',
      '/permissions/query/personal/grants',
      '/permissions/query/persons/grants',
      '/permissions/query/subordinate-entities/roles',
      '/permissions/query/subunits/grants',
    ]);
  });

  it('states a hash as a string of 44 characters', () => {
    const hash = contract.components.schemas.Sha256HashBase64;
    expect(hash).toMatchObject({ type: 'string', minLength: 44, maxLength: 44 });
    expect(hash).not.toHaveProperty('format');
  });

  it('forbids no unknown properties', () => {
    expect(JSON.stringify(contract)).not.toContain('"additionalProperties":false');
  });

  it('refers only to schemas that it has', () => {
    const names = new Set(Object.keys(contract.components.schemas));
    const references = [...JSON.stringify(contract).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      (match) => match[1],
    );
    expect(references.filter((name) => name === undefined || !names.has(name))).toEqual([]);
  });
});
