import { KsefError } from '@ksef/core';
import { afterEach, describe, expect, it } from 'vitest';
import {
  getRateLimits,
  getSessionStatus,
  listPublicKeyCertificates,
  queryInvoiceMetadata,
  sendOnlineInvoice,
} from '../../src/generated/index.js';
import {
  type Handler,
  json,
  owner,
  type Server,
  safe,
  setUp,
  startServer,
  unsafe,
} from '../support/server.js';

let server: Server;
const serve = async (handle: Handler) => {
  server = await startServer(handle);
  return server.url;
};
afterEach(() => server?.close());

const odd = [null, [], {}, 'x', 5, true, { supportID: '123' }];

describe('an answer that is not what the contract says', () => {
  it.each(odd)('%j, is INVALID_RESPONSE, with the name of the operation', async (body) => {
    const { api } = setUp(await serve((_, response) => json(response, 200, body)), { retries: 0 });
    const calls = {
      'GET /sessions/{referenceNumber}': () => getSessionStatus(api, { referenceNumber: 'r' }),
      'POST /invoices/query/metadata': () => queryInvoiceMetadata(api, { body: {} as never }),
    };
    for (const [operation, call] of Object.entries(calls)) {
      await expect(call(), operation).rejects.toMatchObject({ code: 'INVALID_RESPONSE', operation });
    }
    if (!Array.isArray(body))
      await expect(listPublicKeyCertificates(api)).rejects.toMatchObject({ code: 'INVALID_RESPONSE' });
  });

  it.each(odd)('%j, leaves the outcome of a POST unknown', async (body) => {
    const { api } = setUp(await serve((_, response) => json(response, 202, body)));
    await expect(sendOnlineInvoice(api, { referenceNumber: 'r', body: {} as never })).rejects.toMatchObject({
      code: 'UNKNOWN_OUTCOME',
      cause: { code: 'INVALID_RESPONSE' },
    });
    expect(server.received).toHaveLength(1);
  });

  it('says where, also deep within', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 200, { status: { code: '200' } })), {
      retries: 0,
    });
    await expect(getSessionStatus(api, { referenceNumber: 'r' })).rejects.toThrow(
      'it.dateCreated is not what the contract says',
    );
  });

  it('may be any for limits, whose groups change', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 200, { newGroup: {} })));
    await expect(getRateLimits(api)).resolves.toEqual({ newGroup: {} });
  });
});

describe('a storm of 429', () => {
  it.each(['0', '-1', 'Sun, 01 Feb 1970 10:00:00 GMT'])(
    'with Retry-After: %s is met with growing pauses, over calls',
    async (header) => {
      const { api, clock } = setUp(
        await serve((_, response) => json(response, 429, {}, { 'retry-after': header })),
        { retries: 0 },
      );
      const start = clock.now();
      for (let count = 0; count < 10; count++) await api.request(unsafe, { body: {} }).catch(() => undefined);
      expect(clock.now() - start).toBeGreaterThan(125 + 250 + 500 + 1_000 + 2_000 + 4_000 * 3);
      for (const ms of clock.sleeps.slice(6)) expect(ms).toBeGreaterThanOrEqual(4_000);
    },
  );

  it('ends with the first request that is taken', async () => {
    const { api, clock } = setUp(
      await serve((_, response, count) =>
        json(response, count === 9 ? 200 : 429, {}, { 'retry-after': '0' }),
      ),
      { retries: 0 },
    );
    for (let count = 0; count < 10; count++)
      await api.request(safe, { reference: 'r' }).catch(() => undefined);
    clock.sleeps.length = 0;
    await api.request(safe, { reference: 'r' }).catch(() => undefined);
    expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(250);
  });

  it.each(['9999999999', '1e400'])(
    'with Retry-After: %s holds the group for an hour at most',
    async (header) => {
      const { api } = setUp(await serve((_, response) => json(response, 429, {}, { 'retry-after': header })));
      for (let count = 0; count < 2; count++)
        await expect(api.request(safe, { reference: 'r' })).rejects.toMatchObject({
          retryAfterMs: 3_600_000,
        });
      expect(server.received).toHaveLength(1);
    },
  );
});

describe('what cannot be sent', () => {
  it.each(['', 'a\nb', 'a\r\nInjected: 1', 'zażółć', '\u0000'])(
    'is refused before the network: token %j',
    async (token) => {
      const { api } = setUp(await serve((_, response) => json(response, 200, {})));
      const refusal = { code: 'INVALID_HEADER', input: 'accessToken' };
      await expect(api.request(unsafe, { body: {} }, { bearer: token })).rejects.toMatchObject(refusal);
      await expect(api.withAccessToken(() => token).request(unsafe, { body: {} })).rejects.toMatchObject(
        refusal,
      );
      await expect(api.request(safe, { reference: 'r', continuationToken: token })).rejects.toMatchObject({
        code: 'INVALID_HEADER',
        input: 'continuationToken',
      });
      expect(server.received).toEqual([]);
    },
  );

  it.each(['?a=1', '#top', ' ', '?', '\t'])('%j after the address of the API is refused', (text) => {
    const environment = { name: 'x', apiUrl: `https://x.example/v2${text}`, qrUrl: 'https://x.example' };
    expect(() => setUp('http://127.0.0.1:1', { environment })).toThrow(KsefError);
  });
});

it('ends in time whatever a fetch of one’s own does', async () => {
  const never = () => new Promise<never>(() => undefined);
  const { api } = setUp('http://127.0.0.1:1', { fetch: never, timeoutMs: 50, retries: 0, context: owner });
  await expect(api.request(safe, { reference: 'r' })).rejects.toMatchObject({ code: 'TIMEOUT' });
});
