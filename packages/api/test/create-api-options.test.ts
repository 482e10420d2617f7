import { environments } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { createApi } from '../src/index.js';
import { slidingWindowLimiter } from '../src/limiter.js';

const environment = environments.test;

describe('createApi', () => {
  it.each([
    [{}, 'environment'],
    [{ environment, timeoutMs: -1 }, 'timeoutMs'],
    [{ environment, timeoutMs: Number.NaN }, 'timeoutMs'],
    [{ environment, overallTimeoutMs: -1 }, 'overallTimeoutMs'],
    [{ environment, retries: -1 }, 'retries'],
    [{ environment, accessToken: 'token' }, 'accessToken'],
    [{ environment, ky: {} }, 'ky'],
    [{ environment, fetch: 'fetch' }, 'fetch'],
    [{ environment, onEvent: {} }, 'onEvent'],
    [{ environment, userAgent: 5 }, 'userAgent'],
    [{ environment, clock: Date }, 'clock'],
    [{ environment, rateLimiter: {} }, 'rateLimiter'],
    [{ environment, timeoutMS: 5 }, 'timeoutMS'],
    [{ environment, tokenstore: {} }, 'tokenstore'],
  ])('refuses %j by name', (options, input) => {
    expect(() => createApi(options as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input }),
    );
  });

  it('takes every option that it has', () => {
    const api = createApi({
      environment,
      accessToken: async () => 'token',
      context: { type: 'Nip', value: '5265877635' } as never,
      fetch: globalThis.fetch,
      clock: { now: () => 0, sleep: async () => {} },
      timeoutMs: 1,
      overallTimeoutMs: 0,
      retries: 0,
      maxRetryAfterMs: 0,
      rateLimiter: slidingWindowLimiter(),
      userAgent: 'test',
      onEvent: () => {},
    });
    expect(api.environment).toBe(environment);
  });
});

it.each([
  [{ maxWait: 5 }, 'maxWait'],
  [{ clock: Date }, 'clock'],
  [{ limitsOf: {} }, 'limitsOf'],
  [{ marginMs: '5' }, 'marginMs'],
])('slidingWindowLimiter refuses %j by name', (options, input) => {
  expect(() => slidingWindowLimiter(options as never)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', input }),
  );
});
