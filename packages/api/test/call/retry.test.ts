import { getEventListeners } from 'node:events';
import {
  KsefApiError,
  RateLimitError,
  TransportError,
  UnauthorizedError,
  UnknownOutcomeError,
} from '@ksef/core';
import { afterEach, describe, expect, it } from 'vitest';
import type { AdmissionRequest } from '../../src/rate-limiter.js';
import {
  type Handler,
  json,
  owner,
  quickClock,
  type Server,
  safe,
  secret,
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
const input = { reference: 'r' };
const cut: Handler = (_, response) => response.destroy();
const silent: Handler = () => undefined;
const html: Handler = (_, response) =>
  response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
const halfJson: Handler = (_, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"token":"abc');
/** An address where nobody listens. */
const closed = async () => {
  const gone = await startServer(silent);
  await gone.close();
  return gone.url;
};

describe('an operation that is safe to repeat', () => {
  it.each([500, 502, 503, 504])('is repeated after %i, with growing waits', async (status) => {
    const { api, clock } = setUp(
      await serve((_, response, count) => json(response, count < 4 ? status : 200, {})),
    );
    await expect(api.request(safe, input)).resolves.toEqual({});
    expect(server.received).toHaveLength(4);
    for (const [index, ms] of clock.sleeps.entries()) {
      expect(ms).toBeGreaterThanOrEqual(125 * 2 ** index);
      expect(ms).toBeLessThanOrEqual(250 * 2 ** index);
    }
  });

  it('fails with KSeF’s error after the last repeat', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 500, {})), { retries: 1 });
    await expect(api.request(safe, input)).rejects.toMatchObject({ status: 500, code: 'API_ERROR' });
    expect(server.received).toHaveLength(2);
  });

  it.each<[string, Handler, string]>([
    ['a cut connection', cut, 'NETWORK'],
    ['silence', silent, 'TIMEOUT'],
    ['HTML', html, 'INVALID_RESPONSE'],
    ['truncated JSON', halfJson, 'INVALID_RESPONSE'],
  ])('is repeated after %s, then fails', async (_name, handle, code) => {
    const { api } = setUp(await serve(handle), { timeoutMs: 1_000, retries: 1 });
    const error = await api.request(safe, input).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code });
    expect(String((error as Error).message)).not.toContain('abc');
    expect(server.received).toHaveLength(2);
  });

  it('is not repeated after 400', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 400, {})));
    await expect(api.request(safe, input)).rejects.toBeInstanceOf(KsefApiError);
    expect(server.received).toHaveLength(1);
  });
});

describe('an operation that is not safe to repeat', () => {
  it.each<[string, Handler, string]>([
    ['a cut connection', cut, 'NETWORK'],
    ['silence', silent, 'TIMEOUT'],
    ['HTML', html, 'INVALID_RESPONSE'],
    ['truncated JSON', halfJson, 'INVALID_RESPONSE'],
    ['500', (_, response) => json(response, 500, {}), 'API_ERROR'],
    ['502', (_, response) => json(response, 502, {}), 'API_ERROR'],
  ])('has an unknown outcome after %s, and is sent once', async (_name, handle, code) => {
    const { api } = setUp(await serve(handle), { timeoutMs: 1_000 });
    const error = await api.request(unsafe, { body: {} }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnknownOutcomeError);
    expect(error).toMatchObject({ operation: 'POST /things', cause: { code } });
    expect(server.received).toHaveLength(1);
  });

  it('is repeated when the connection was refused: nothing was sent', async () => {
    const { api, clock } = setUp(await closed(), { retries: 2 });
    const fetched = api.request(unsafe, { body: {} });
    await expect(fetched).rejects.toMatchObject({ code: 'NETWORK', name: 'TransportError' });
    expect(clock.sleeps).toHaveLength(2);
  });

  it('is repeated when the name is unknown', async () => {
    const { api, clock } = setUp('http://127.0.0.1', {
      retries: 1,
      fetch: () =>
        Promise.reject(
          new TypeError('fetch failed', {
            cause: Object.assign(new Error(), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }),
          }),
        ),
    });
    await expect(api.request(unsafe, { body: {} })).rejects.toMatchObject({ code: 'NETWORK' });
    expect(clock.sleeps).toHaveLength(1);
  });
});

describe('401', () => {
  it('is told to the source, and any operation repeated once with a new token', async () => {
    const rejected: string[] = [];
    let count = 0;
    const source = {
      getToken: async () => `token-${++count}`,
      rejected: (context: { value: string }, token: string) =>
        void rejected.push(`${context.value} ${token}`),
    };
    const { api, events } = setUp(
      await serve((_, response, nth) => json(response, nth === 1 ? 401 : 200, {})),
      { accessToken: source },
    );
    await api.request(unsafe, { body: {} });
    expect(rejected).toEqual([`${owner} token-1`]);
    expect(events.find(({ type }) => type === 'token-rejected')).toMatchObject({ operation: 'POST /things' });
    expect(server.received.map((one) => one.headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('is an error the second time, and at once with a bearer of the call’s own', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 401, {})));
    await expect(api.request(safe, input)).rejects.toBeInstanceOf(UnauthorizedError);
    expect(server.received).toHaveLength(2);
    await expect(api.request(safe, input, { bearer: 'x' })).rejects.toBeInstanceOf(UnauthorizedError);
    expect(server.received).toHaveLength(3);
  });
});

describe('429', () => {
  it.each([
    ['seconds', '7'],
    ['a date', 'Sun, 01 Feb 2026 10:00:07 GMT', 'Sun, 01 Feb 2026 10:00:00 GMT'],
  ])('is repeated after Retry-After in %s, whatever the operation', async (_name, header, date = '') => {
    const { api, clock } = setUp(
      await serve((_, response, count) =>
        json(response, count === 1 ? 429 : 200, {}, count === 1 ? { 'retry-after': header, date } : {}),
      ),
    );
    await api.request(unsafe, { body: {} });
    expect(clock.sleeps).toEqual([7_000]);
  });

  it('counts a date from the server’s own clock, not from the one here', async () => {
    const headers = {
      date: 'Sat, 31 Jan 2026 08:59:00 GMT',
      'retry-after': 'Sat, 31 Jan 2026 08:59:09 GMT',
    };
    const { api, clock } = setUp(
      await serve((_, response, count) => json(response, count === 1 ? 429 : 200, {}, headers)),
    );
    await api.request(unsafe, { body: {} });
    expect(clock.sleeps).toEqual([9_000]);
  });

  it('does not hold for longer because the clock was put back', async () => {
    const clock = quickClock();
    let offMs = 86_400_000;
    const wrong = { now: () => clock.now() + offMs, sleep: clock.sleep };
    const { api } = setUp(
      await serve((_, response, count) =>
        json(response, count === 1 ? 429 : 200, {}, { 'retry-after': '50' }),
      ),
      { retries: 0, clock: wrong },
    );
    await expect(api.request(safe, input)).rejects.toBeInstanceOf(RateLimitError);
    offMs = 0;
    await api.request(safe, input);
    expect(clock.sleeps).toEqual([]);
  });

  it('holds the other requests of its group and context, also of derived clients', async () => {
    const { api, clock } = setUp(
      await serve((_, response, count) =>
        json(response, count === 1 ? 429 : 200, {}, { 'retry-after': '50' }),
      ),
      { retries: 0 },
    );
    await expect(api.request(safe, input)).rejects.toBeInstanceOf(RateLimitError);
    await api.inContext('1111111111' as never).request(safe, input);
    await api.request({ ...safe, group: 'others' }, input);
    expect(clock.sleeps).toEqual([]);
    await api.inContext(owner).request(unsafe, { body: {} });
    expect(clock.sleeps).toEqual([50_000]);
  });

  it('holds each bearer of a call’s own apart, and waits as long as the client says at most', async () => {
    const { api, clock } = setUp(
      await serve((_, response, count) =>
        json(response, count === 1 ? 429 : 200, {}, { 'retry-after': '50' }),
      ),
      { retries: 0, maxRetryAfterMs: 50_000 },
    );
    await expect(api.request(safe, input, { bearer: 'one' })).rejects.toBeInstanceOf(RateLimitError);
    await api.request(safe, input, { bearer: 'two' });
    await api.request(safe, input);
    expect(clock.sleeps).toEqual([]);
    await api.request(safe, input, { bearer: 'one' });
    expect(clock.sleeps).toEqual([50_000]);
    await server.close();
    const again = setUp(
      await serve((_, response, count) =>
        json(response, count === 1 ? 429 : 200, {}, { 'retry-after': '50' }),
      ),
      { maxRetryAfterMs: 50_000 },
    );
    await again.api.request(safe, input);
    expect(again.clock.sleeps).toEqual([50_000]);
  });

  it('tells the limiter whose request it is', async () => {
    const asked: AdmissionRequest[] = [];
    const rateLimiter = { admit: async (one: AdmissionRequest) => void asked.push(one) };
    const { api } = setUp(await serve((_, response) => json(response, 200, {})), { rateLimiter });
    await api.request(safe, input);
    await api.request(safe, input, { bearer: 'x' });
    await api.request(safe, input, { bearer: 'x', context: owner });
    const context = { type: 'Nip', value: owner };
    expect(asked.map((one) => one.context)).toEqual([context, undefined, context]);
    expect(asked.map((one) => one.group)).toEqual(Array(3).fill('things'));
  });

  it('fails at once when the wait is too long, later calls without any request', async () => {
    const { api, clock } = setUp(
      await serve((_, response) => json(response, 429, {}, { 'retry-after': '3037' })),
    );
    await expect(api.request(safe, input)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 3_037_000,
    });
    await expect(api.request(unsafe, { body: {} })).rejects.toMatchObject({
      status: 429,
      retryAfterMs: 3_037_000,
    });
    expect(server.received).toHaveLength(1);
    expect(clock.sleeps).toEqual([]);
  });

  it('is repeated no more often than other failures, and not where the wait would go beyond the time', async () => {
    const { api, clock } = setUp(
      await serve((_, response) => json(response, 429, {}, { 'retry-after': '1' })),
      { retries: 2 },
    );
    await expect(api.request(unsafe, { body: {} })).rejects.toBeInstanceOf(RateLimitError);
    expect(server.received).toHaveLength(3);
    expect(clock.sleeps).toEqual([1_000, 1_000]);
    await server.close();
    const short = setUp(await serve((_, response) => json(response, 429, {}, { 'retry-after': '5' })), {
      overallTimeoutMs: 5_000,
    });
    await expect(short.api.request(safe, input)).rejects.toBeInstanceOf(RateLimitError);
    expect(server.received).toHaveLength(1);
    expect(short.clock.sleeps).toEqual([]);
  });

  it('is told as such, and does not trouble a limiter that takes no notice', async () => {
    const { api, events } = setUp(
      await serve((_, response, count) =>
        json(response, [429, 503][count - 1] ?? 200, {}, { 'retry-after': '2' }),
      ),
      { rateLimiter: { admit: async () => undefined } },
    );
    await api.request(safe, input);
    const waits = events.flatMap((event) => (event.type === 'wait' ? [[event.reason, event.operation]] : []));
    expect(waits).toEqual([
      ['rate-limit', 'GET /things/{reference}'],
      ['retry', 'GET /things/{reference}'],
    ]);
  });

  it('without Retry-After is repeated after a growing wait', async () => {
    const { api, clock } = setUp(
      await serve((_, response, count) => json(response, count < 3 ? 429 : 200, {})),
    );
    await api.request(unsafe, { body: {} });
    expect(clock.sleeps).toHaveLength(2);
    expect(clock.sleeps[0]).toBeGreaterThanOrEqual(125);
    expect(clock.sleeps[1]).toBeGreaterThanOrEqual(250);
    expect(clock.sleeps[1]).toBeLessThanOrEqual(500);
  });

  it('tells the rate limiter, which is asked before every attempt', async () => {
    const asked: AdmissionRequest[] = [];
    const blocked: [number, string | undefined][] = [];
    const limits = { perSecond: 10 };
    const { api, clock } = setUp(
      await serve((_, response, count) =>
        json(
          response,
          count === 1 ? 429 : 200,
          { detail: 'Przekroczono limit 20 żądań na minutę.' },
          { 'retry-after': '2' },
        ),
      ),
      {
        rateLimiter: {
          admit: async (request) => void asked.push(request),
          blocked: (_request, untilMs, message) => void blocked.push([untilMs, message]),
        },
      },
    );
    const start = clock.now();
    await api.request({ ...safe, group: 'other', limits }, input);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toEqual({
      environment: 'local',
      context: { type: 'Nip', value: owner },
      group: 'readThing',
      limits,
      operation: 'readThing',
    });
    expect(blocked).toEqual([
      [start + 2_000, 'GET /things/{reference}: Przekroczono limit 20 żądań na minutę. [HTTP 429]'],
    ]);
  });
});

describe('a wait for the rate limiter', () => {
  it('does not use up the time that failures may take, is told, and ends with a token of now', async () => {
    let number = 0;
    const clock = quickClock();
    const rateLimiter = { admit: async () => void (await clock.sleep(3_600_000)) };
    const { api, events } = setUp(
      await serve((_, response, count) => json(response, count === 1 ? 503 : 200, {})),
      { clock, rateLimiter, overallTimeoutMs: 5_000, accessToken: () => `token ${++number}` },
    );
    await expect(api.request(safe, input)).resolves.toEqual({});
    const waits = events.flatMap((event) => (event.type === 'wait' ? [event.reason] : []));
    expect(waits).toEqual(['queue', 'retry', 'queue']);
    expect(events.find(({ type }) => type === 'wait')).toMatchObject({ waitMs: 3_600_000 });
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token 2',
      'Bearer token 4',
    ]);
  });

  it('of a second asks for no other token', async () => {
    let number = 0;
    const clock = quickClock();
    const rateLimiter = { admit: async () => void (await clock.sleep(1_000)) };
    const accessToken = () => `token ${++number}`;
    const { api } = setUp(await serve((_, response) => json(response, 200, {})), {
      clock,
      rateLimiter,
      accessToken,
    });
    await api.request(safe, input);
    expect(number).toBe(1);
  });

  it('is told only where there was one', async () => {
    const rateLimiter = { admit: async () => undefined };
    const { api, events } = setUp(await serve((_, response) => json(response, 200, {})), { rateLimiter });
    await api.request(safe, input);
    expect(events.map(({ type }) => type)).toEqual(['request', 'response']);
  });
});

describe('limits of time', () => {
  it('ends a call, its repeats and its waits after the overall timeout', async () => {
    const { api, clock } = setUp(await serve((_, response) => json(response, 503, {})), {
      overallTimeoutMs: 600,
      retries: 50,
    });
    const start = clock.now();
    await expect(api.request(safe, input)).rejects.toMatchObject({ status: 503 });
    expect(clock.now() - start).toBeLessThan(600);
  });

  it('cuts an attempt, and the wait for a token, at the overall timeout', async () => {
    const { api } = setUp(await serve(silent), { overallTimeoutMs: 50, retries: 0 });
    await expect(api.request(safe, input)).rejects.toMatchObject({ code: 'TIMEOUT' });
    const never = api.withAccessToken(() => new Promise(() => undefined));
    await expect(never.request(safe, input)).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('takes a timeout of the call’s own', async () => {
    const { api } = setUp(await serve(silent), { retries: 0 });
    await expect(api.request(safe, input, { timeoutMs: 500 })).rejects.toMatchObject({ code: 'TIMEOUT' });
  });

  it('ends with the reason of the caller’s signal: in flight, before, and while reading', async () => {
    const { api } = setUp(await serve((_, response) => void response.writeHead(200).write('{')));
    const reason = new Error('enough');
    const controller = new AbortController();
    const sent = api.request(unsafe, { body: {} }, { signal: controller.signal });
    await expect.poll(() => server.received.length).toBe(1);
    controller.abort(reason);
    await expect(sent).rejects.toBe(reason);
    await expect(api.request(safe, input, { signal: controller.signal })).rejects.toBe(reason);
    expect(server.received).toHaveLength(1);
  });
});

describe('the caller’s signal', () => {
  it('has one listener, however many requests it may end', async () => {
    const { api } = setUp(await serve(() => undefined));
    const stop = new AbortController();
    const requests = Array.from({ length: 30 }, () => api.request(safe, input, { signal: stop.signal }));
    await expect.poll(() => server.received.length).toBe(30);
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(1);
    stop.abort(new Error('enough'));
    const ends = await Promise.allSettled(requests);
    expect(new Set(ends.map((end) => end.status === 'rejected' && end.reason))).toEqual(
      new Set([stop.signal.reason]),
    );
  });
});

describe('a redirect', () => {
  it('is not followed: the token stays here', async () => {
    const { api } = setUp(
      await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end()),
    );
    await expect(api.request(safe, input)).rejects.toMatchObject({ code: 'REDIRECT', status: 302 });
    await expect(api.request(unsafe, { body: {} })).rejects.toBeInstanceOf(UnknownOutcomeError);
    expect(server.received).toHaveLength(2);
  });
});

describe('events', () => {
  it('tell of attempts, waits and warnings, and hold no secret', async () => {
    const { api, events } = setUp(
      await serve((_, response, count) =>
        json(
          response,
          count === 1 ? 503 : 200,
          { secret },
          { 'x-system-warning': '[W1]: first | [W2]: second' },
        ),
      ),
    );
    await api.request(safe, { reference: 'r', continuationToken: secret });
    expect(events.map((event) => event.type)).toEqual([
      'request',
      'response',
      'system-warning',
      'system-warning',
      'wait',
      'request',
      'response',
      'system-warning',
      'system-warning',
    ]);
    expect(events[2]).toMatchObject({ code: 'W1', message: 'first', operation: 'GET /things/{reference}' });
    expect(events[3]).toMatchObject({ code: 'W2', message: 'second' });
    expect(JSON.stringify(events)).not.toContain('secret');
  });

  it('tell of each attempt which it was, how it ended and how long it took', async () => {
    const { api, events } = setUp(
      await serve((request, response, count) =>
        count === 1 ? cut(request, response, count) : json(response, 200, {}),
      ),
    );
    await api.request(safe, input);
    const operation = 'GET /things/{reference}';
    expect(events.filter(({ type }) => type !== 'wait')).toEqual([
      { type: 'request', operation, attempt: 1 },
      { type: 'failure', operation, attempt: 1, durationMs: 0, reason: 'lost' },
      { type: 'request', operation, attempt: 2 },
      { type: 'response', operation, attempt: 2, durationMs: expect.any(Number), status: 200 },
    ]);
    expect(events.at(-1)).toMatchObject({ durationMs: 0 });
  });

  it('do not break the request when their listener throws', async () => {
    const { api } = setUp(await serve((_, response) => json(response, 200, {})), {
      onEvent: () => {
        throw new Error('listener');
      },
    });
    await expect(api.request(safe, input)).resolves.toEqual({});
  });
});
