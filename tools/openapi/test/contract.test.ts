import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Contract, operationsOf, readContract } from '../src/contract.js';
import { findDrift } from '../src/diff.js';
import { findStale } from '../src/generate.js';

const contract = readContract();
const operations = [...operationsOf(contract)];
const published = join(import.meta.dirname, '../../../../shared/ksef/open-api.json');

describe('the contract', () => {
  it('holds all 83 operations under ids of their own', () => {
    expect(operations).toHaveLength(83);
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(83);
  });

  it('describes each in English and says whether it is safe to repeat', () => {
    for (const { method, operation } of operations) {
      expect(operation.summary).toMatch(/^[A-Z][\x20-\x7e]{10,}$/);
      expect(operation['x-safe-to-repeat']).toBeTypeOf('boolean');
      if (method === 'GET') expect(operation['x-safe-to-repeat']).toBe(true);
    }
  });

  it('never lets a request be repeated blindly that sends, opens, redeems or creates', () => {
    const unsafe = operations.filter(({ operation }) => operation['x-safe-to-repeat'] === false).map(({ operation }) => operation.operationId);
    expect(unsafe).toEqual(
      expect.arrayContaining(['sendOnlineInvoice', 'openOnlineSession', 'openBatchSession', 'redeemAuthTokens', 'createKsefToken', 'enrollCertificate', 'startInvoiceExport']),
    );
  });

  it('is what the committed client was made from', async () => {
    expect(await findStale()).toEqual([]);
  });

  it.skipIf(!existsSync(published))('agrees with the published document', () => {
    expect(findDrift(contract, readContract(published))).toEqual([]);
  });
});

describe('the drift report', () => {
  it('says nothing of a document that is the same', () => {
    expect(findDrift(contract, contract)).toEqual([]);
  });

  it('names operations, parameters, limits and schema facts that changed', () => {
    const changed = structuredClone(contract) as Mutable<Contract>;
    const { paths } = changed as unknown as { paths: Record<string, Record<string, Record<string, unknown>>> };
    delete paths['/rate-limits'];
    paths['/news'] = { get: { responses: {} } };
    Object.assign(paths['/sessions/online']?.post ?? {}, { 'x-rate-limits': { perSecond: 1 } });
    const { schemas } = changed.components as unknown as { schemas: Record<string, { properties: Record<string, unknown>; required: string[] }> };
    const form = schemas.FormCode;
    if (form === undefined) throw new Error('no FormCode');
    form.properties.extra = { type: 'string' };
    form.required = ['value'];

    expect(findDrift(contract, changed as Contract)).toEqual([
      'GET /rate-limits: gone from the published document',
      'POST /sessions/online: rate limits: 1/-/-, ours 10/30/120',
      'GET /news: new in the published document',
      'schema FormCode: required: value, ours schemaVersion systemCode value',
      'schema FormCode.extra: new in the published document',
    ]);
  });
});

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
