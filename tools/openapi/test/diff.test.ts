import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Contract, contractFile, readContract } from '../src/contract.js';
import { findDrift } from '../src/diff.js';
import { readPublished, statedVersion } from '../src/read-published.js';

const contract = readContract();
const published = join(import.meta.dirname, '../../../../shared/ksef/open-api-2.9.0.json');
const folder = mkdtempSync(join(tmpdir(), 'ksef-drift-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A path into the document and what to put there; nothing takes it out. */
type Change = readonly [path: readonly (string | number)[], value?: unknown];

function changed(...changes: readonly Change[]): Contract {
  const copy = structuredClone(contract);
  for (const [path, value] of changes) {
    const parents = path.slice(0, -1);
    const parent = parents.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], copy);
    const target = parent as Record<string, unknown>;
    const key = String(path.at(-1));
    if (value === undefined) delete target[key];
    else target[key] = value;
  }
  return copy;
}

const drift = (...changes: readonly Change[]) => findDrift(contract, changed(...changes));
const open = ['paths', '/sessions/online', 'post'] as const;
const schema = (name: string, ...rest: readonly string[]) => ['components', 'schemas', name, ...rest];

describe('the drift report', () => {
  it('says nothing of a document that is the same', () => {
    expect(findDrift(contract, structuredClone(contract))).toEqual([]);
  });

  it.skipIf(!existsSync(published))('says nothing of the document published for TEST as 2.9.0', () => {
    expect(findDrift(contract, readContract(published))).toEqual([]);
  });

  it('does not take texts for facts', () => {
    const lines = drift(
      [[...open, 'summary'], 'Inny opis'],
      [schema('FormCode', 'description'), 'Kod formularza'],
    );
    expect(lines).toEqual([]);
  });

  it('names operations that came and went', () => {
    const lines = drift([['paths', '/rate-limits']], [['paths', '/news'], { get: { responses: {} } }]);
    expect(lines).toEqual([
      'GET /rate-limits: gone from the published document',
      'GET /news: new in the published document',
    ]);
  });

  it('names changed limits, groups, permissions and the need of a token', () => {
    const lines = drift(
      [[...open, 'x-rate-limits'], { perSecond: 1 }],
      [[...open, 'x-limit-group'], 'opening'],
      [[...open, 'x-required-permissions'], ['InvoiceWrite']],
      [[...open, 'security']],
    );
    expect(lines).toEqual([
      'POST /sessions/online: rate limits: 1/-/-, ours 10/30/120',
      'POST /sessions/online: limit group: opening, ours onlineSession',
      'POST /sessions/online: bearer: false, ours true',
      'POST /sessions/online: permissions: InvoiceWrite, ours EnforcementOperations InvoiceWrite PefInvoiceWrite',
    ]);
  });

  it('reads groups and error codes out of the tables of a published document', () => {
    const lines = drift(
      [[...open, 'x-limit-group']],
      [[...open, 'x-error-codes']],
      [
        [...open, 'responses', '429', 'description'],
        '| a | b |\n| --- | --- |\n| limits | 10 | 30 | 120 | opening\n',
      ],
      [
        [...open, 'responses', '400', 'description'],
        '| Code | Text |\n|---|---|\n| 21405 | known |\n| 29999 | news |',
      ],
    );
    expect(lines).toEqual([
      'POST /sessions/online: limit group: opening, ours onlineSession',
      'POST /sessions/online: error code 29999 is new',
    ]);
  });

  it('names changed parameters', () => {
    const parameters = ['paths', '/auth/sessions', 'get', 'parameters'];
    const lines = drift(
      [[...parameters, 1, 'schema', 'maximum'], 500],
      [[...parameters, 1, 'required'], true],
      [[...parameters, 0, 'name'], 'x-next'],
    );
    expect(lines).toEqual([
      'GET /auth/sessions: parameter header x-continuation-token is gone',
      'GET /auth/sessions: parameter header x-next is new',
      'GET /auth/sessions: parameter query pageSize: required: true, ours false',
      'GET /auth/sessions: parameter query pageSize: maximum: 500, ours 100',
    ]);
  });

  it('reads the longest range of dates out of the texts of a published document', () => {
    const range = schema('InvoiceQueryFilters', 'properties', 'dateRange');
    const lines = drift(
      [[...range, 'x-max-range-days']],
      [[...range, 'description'], 'Maksymalny dozwolony okres wynosi 90 dni w strefie UTC'],
    );
    expect(lines).toEqual(['schema InvoiceQueryFilters.dateRange: longest range in days: 90, ours 100']);
  });

  it('names changed bodies and responses', () => {
    const lines = drift(
      [
        [...open, 'requestBody', 'content', 'application/json', 'schema'],
        { $ref: '#/components/schemas/FormCode' },
      ],
      [[...open, 'responses', '201', 'content'], { 'application/xml': { schema: { type: 'string' } } }],
      [[...open, 'responses', '410'], {}],
    );
    expect(lines).toEqual([
      'POST /sessions/online: body (application/json): $ref: #/components/schemas/FormCode, ours #/components/schemas/OpenOnlineSessionRequest',
      'POST /sessions/online: responses: 201 400 401 403 410 429, ours 201 400 401 403 429',
      'POST /sessions/online: 201: application/xml, ours application/json',
    ]);
  });

  it('names changed properties, requirements, values and constraints of schemas', () => {
    const lines = drift(
      [schema('FormCode', 'properties', 'extra'), { type: 'string' }],
      [schema('FormCode', 'required'), ['value']],
      [schema('BatchFilePartInfo', 'properties', 'fileHash')],
      [schema('BatchFilePartInfo', 'properties', 'fileSize', 'maximum'), 1],
      [schema('SortOrder', 'enum'), ['Asc', 'Desc', 'Random']],
      [schema('Pesel')],
      [schema('News'), { type: 'object' }],
    );
    expect([...lines].sort()).toEqual([
      'schema BatchFilePartInfo.fileHash: gone from the published document',
      expect.stringMatching(/^schema BatchFilePartInfo\.fileSize: maximum: 1, ours /),
      'schema FormCode.extra: new in the published document',
      'schema FormCode: required: value, ours schemaVersion systemCode value',
      'schema News: new in the published document',
      'schema Pesel: gone from the published document',
      'schema SortOrder: values: Asc Desc Random, ours Asc Desc',
    ]);
  });

  it('reads a document from an address as well as from a file, and says which version it states', async () => {
    const answers: Record<string, string> = {
      '/same.json': JSON.stringify({
        ...contract,
        info: { version: 'v2', description: '**Wersja API:** 3.0.1 (build 3.0.1-te)<br>' },
      }),
      '/page': '<html>Down for maintenance</html>',
      '/other.json': '{"answer":42}',
    };
    const server = createServer((request, response) => {
      const body = answers[request.url ?? ''];
      response.writeHead(body === undefined ? 404 : 200).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const read = (path: string) => readPublished(`http://127.0.0.1:${port}${path}`);
      const document = await read('/same.json');
      expect(findDrift(contract, document)).toEqual([]);
      expect(statedVersion(document)).toBe('3.0.1 (build 3.0.1-te)');
      await expect(read('/page')).rejects.toThrow('is not JSON');
      await expect(read('/other.json')).rejects.toThrow('is not an OpenAPI document');
      await expect(read('/gone')).rejects.toThrow('answered 404');
    } finally {
      server.close();
    }
    expect(statedVersion(await readPublished(contractFile))).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('exits 0 without drift, 1 with drift, 2 without a file and for what is no contract', () => {
    const other = join(folder, 'other.json');
    writeFileSync(other, JSON.stringify(changed([['paths', '/rate-limits']])));
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', 'src/diff.ts', ...args], { encoding: 'utf8' });

    expect(run(contractFile)).toMatchObject({ status: 0, stdout: 'No drift.\n' });
    expect(run(other)).toMatchObject({
      status: 1,
      stdout: 'GET /rate-limits: gone from the published document\n',
    });
    expect(run().status).toBe(2);
    const missing = run(join(folder, 'missing.json'));
    expect([missing.status, missing.stdout]).toEqual([2, '']);
  });
});
