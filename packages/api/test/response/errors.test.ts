import { inspect } from 'node:util';
import { ForbiddenError, GoneError, KsefApiError, RateLimitError } from '@ksef/core';
import fc from '@ksef-tools/testing/properties';
import { afterEach, describe, expect, it } from 'vitest';
import { readApiError } from '../../src/response/read-api-error.js';
import { json, type Server, safe, secret, setUp, startServer } from '../support/server.js';

let server: Server | undefined;
afterEach(() => server?.close());

const read = async (status: number, body: string | null, headers: Record<string, string> = {}) =>
  (await readApiError('POST /sessions/online', new Response(body, { status, headers }), 0, (text) => text))
    .value;

describe('an error answer', () => {
  it('is read from problem details', async () => {
    const error = await read(
      400,
      JSON.stringify({
        title: 'Bad Request',
        status: 400,
        detail: 'Żądanie jest nieprawidłowe.',
        errors: [
          {
            code: 21405,
            description: 'Błąd walidacji danych wejściowych.',
            details: ['formCode: pole wymagane', 'x'],
          },
          { code: 21470, description: 'Nieznany klucz.', details: null },
        ],
        traceId: 'abc',
        unknown: 1,
      }),
      { 'content-type': 'application/problem+json' },
    );
    expect(error.message).toBe(
      'POST /sessions/online: 21405 Błąd walidacji danych wejściowych. (formCode: pole wymagane; x); 21470 Nieznany klucz. [HTTP 400]',
    );
    expect(error.hasCode(21470)).toBe(true);
    expect(error).toMatchObject({ status: 400, traceId: 'abc', operation: 'POST /sessions/online' });
  });

  it('is read from the older body', async () => {
    const error = await read(
      400,
      JSON.stringify({
        exception: {
          exceptionDetailList: [
            { exceptionCode: 21173, exceptionDescription: 'Brak sesji.', details: ['r'] },
          ],
          referenceNumber: 'ref',
          serviceCode: '00-trace-00',
        },
      }),
      { 'content-type': 'application/json' },
    );
    expect(error.errors).toEqual([{ code: 21173, description: 'Brak sesji.', details: ['r'] }]);
    expect(error).toMatchObject({ referenceNumber: 'ref', traceId: '00-trace-00' });
  });

  it('is read from the older 429', async () => {
    const body = { status: { code: 429, description: 'Za dużo żądań', details: ['Limit 20 na minutę.'] } };
    const error = await read(429, JSON.stringify(body), { 'retry-after': '30' });
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error.retryAfterMs).toBe(30_000);
    expect(error.message).toContain('Za dużo żądań; Limit 20 na minutę.');
  });

  it('keeps the reason and what security says of a 403', async () => {
    const security = { requiredAnyOfPermissions: ['InvoiceWrite'], presentPermissions: [] };
    const error = await read(
      403,
      JSON.stringify({ title: 'Forbidden', detail: '', reasonCode: 'brand-new', security }),
    );
    expect(error).toBeInstanceOf(ForbiddenError);
    expect(error).toMatchObject({ reasonCode: 'brand-new', security });
  });

  it.each([
    ['nothing', null, {}],
    ['HTML', '<html><body>blocked</body></html>', { 'content-type': 'text/html' }],
    ['other JSON', '[1, "x", null]', {}],
    ['half a body', '{"errors": [', {}],
    ['far too much', `"${'x'.repeat(100_000)}"`, {}],
  ])('may hold %s', async (_name, body, headers) => {
    const error = await read(410, body, headers as Record<string, string>);
    expect(error).toBeInstanceOf(GoneError);
    expect(error.message).toBe('POST /sessions/online: [HTTP 410]');
  });

  it('holds texts where texts are declared, whatever else comes, and passes unknown codes on', async () => {
    const error = await read(
      400,
      JSON.stringify({
        title: 7,
        traceId: {},
        reasonCode: [],
        referenceNumber: 5,
        errors: [
          { code: '99999', description: 3, details: ['one', 2, null, 'two'] },
          { code: 'none', description: 'words' },
        ],
      }),
    );
    expect(error.errors).toEqual([
      { code: 99_999, description: '', details: ['one', 'two'] },
      { code: 0, description: 'words', details: [] },
    ]);
    for (const name of ['traceId', 'reasonCode', 'referenceNumber', 'security', 'retryAfterMs'] as const)
      expect(error[name]).toBeUndefined();
  });

  it('is typed whatever JSON it holds', async () => {
    const names = [
      'title',
      'detail',
      'errors',
      'exception',
      'status',
      'security',
      'exceptionDetailList',
      'details',
      'code',
    ];
    const value = fc.object({ key: fc.constantFrom(...names), maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(value, async (body) => {
        expect(await read(400, JSON.stringify(body))).toBeInstanceOf(KsefApiError);
      }),
    );
  });

  it('never shows the token', async () => {
    server = await startServer((_, response) => json(response, 500, {}));
    const { api } = setUp(server.url, { retries: 0 });
    const refused = await api.request(safe, { reference: 'r' }).catch((error: unknown) => error);
    await server.close();
    const lost = await api.request(safe, { reference: 'r' }).catch((error: unknown) => error);
    expect(inspect([refused, lost], { depth: 9, showHidden: true })).not.toContain(secret);
  });
});
