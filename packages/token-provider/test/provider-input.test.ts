import { contextIdentifier, nip } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { leaseLock, memoryTokenStore, type StoredTokens, TokenProvider } from '../src/index.js';
import { memoryLeases } from './support/memory-leases.js';
import { context, keyInStore, setUp } from './support/provider.js';

const good = { token: 't', validUntil: '2099-01-01T00:00:00Z' };

describe('options are refused by name', () => {
  const authenticator = { login: async () => ({ accessToken: good }) };
  it.each([
    [undefined, 'authenticator', 'an object with login()'],
    [{ environment: 'TEST' }, 'authenticator', 'an object with login()'],
    [{ environment: 'TEST', authenticator: {} }, 'authenticator', 'an object with login()'],
    [{ authenticator }, 'environment', 'the name of an environment'],
    [{ authenticator, environment: '' }, 'environment', 'the name of an environment'],
    [{ authenticator, environment: 7 }, 'environment', 'the name of an environment'],
    [{ authenticator, environment: 'TEST', whenLockFails: 'x' }, 'whenLockFails', "'login' or 'fail'"],
    [{ authenticator, environment: 'TEST', refreshSkewMs: -1 }, 'refreshSkewMs', 'a number of at least 0'],
    [{ authenticator, environment: 'TEST', refreshAheadMs: Number.NaN }, 'refreshAheadMs', 'at least 0'],
    [{ authenticator, environment: 'TEST', storeTimeoutMs: -1 }, 'storeTimeoutMs', 'at least 0'],
    [{ authenticator, environment: 'TEST', store: 5 }, 'store', 'an object with load(), save(), remove()'],
    [{ authenticator, environment: 'TEST', lock: {} }, 'lock', 'an object with withLock()'],
    [{ authenticator, environment: 'TEST', clock: Date }, 'clock', 'an object with now(), sleep()'],
    [{ authenticator, environment: 'TEST', onEvent: 'log' }, 'onEvent', 'a function'],
    [{ authenticator, environment: 'TEST', refreshAheadMs: '5' }, 'refreshAheadMs', 'at least 0'],
    [{ authenticator, environment: 'TEST', refreshSkew: 5 }, 'refreshSkew', 'Did you mean "refreshSkewMs"?'],
  ])('%j: %s has to be %s', (options, input, wanted) => {
    let refusal: unknown;
    try {
      new TokenProvider(options as never);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({
      code: 'INVALID_OPTION',
      input,
      message: expect.stringContaining(wanted),
    });
  });
  it('and zero is a number of at least zero', () => {
    setUp({ refreshSkewMs: 0, refreshAheadMs: 0, storeTimeoutMs: 0 });
  });
  it.each([
    [{ lockTtlMs: 99 }, 'lockTtlMs', 'at least 100'],
    [{ lockTtlMs: Number.NaN }, 'lockTtlMs', 'at least 100'],
    [{ pollIntervalMs: 0 }, 'pollIntervalMs', 'at least 1'],
    [{ clock: {} as never }, 'clock', 'an object with now(), sleep()'],
    [{ lockTtl: 5_000 } as never, 'lockTtl', 'Did you mean "lockTtlMs"?'],
  ])('of leaseLock, too: %j', (options, input, wanted) => {
    expect(() => leaseLock(memoryLeases(), options)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input, message: expect.stringContaining(wanted) }),
    );
  });
});

describe('a context', () => {
  it.each([undefined, null, '', '12', 5, {}, { type: 'Nip', value: '1' }, { type: 'Other', value: '1' }])(
    'that is none is refused by a rejection, before any login: %j',
    async (bad) => {
      const { provider, asked } = setUp();
      const wrong = bad as never;
      for (const call of [
        () => provider.getToken(wrong),
        () => provider.forceLogin(wrong),
        () => provider.seed(wrong, { accessToken: good }),
        () => provider.invalidate(wrong),
      ]) {
        await expect(call()).rejects.toMatchObject({ code: 'INVALID_CONTEXT' });
      }
      expect(provider.peek(wrong)).toBeUndefined();
      expect(asked).toEqual([]);
    },
  );
  it('is the same whether a NIP stands alone or in an identifier', async () => {
    const { provider, asked } = setUp();
    expect(provider.peek(context)).toBeUndefined();
    const token = await provider.getToken(nip('5265877635'));
    expect(await provider.getToken(context)).toBe(token);
    expect(provider.peek(nip('5265877635'))).toBe(token);
    expect(asked).toEqual(['login Nip:5265877635']);
  });
  it('of another type or value has tokens of its own, each kept', async () => {
    const { provider, asked } = setUp();
    const contexts = [
      context,
      contextIdentifier('InternalId', '5265877635-12343'),
      contextIdentifier('InternalId', '5265877635-12344'),
      contextIdentifier('NipVatUe', '5265877635-DE123456789'),
    ];
    for (const one of contexts) expect(provider.peek(one)).toBeUndefined();
    const tokens = [];
    for (const one of contexts) tokens.push(await provider.getToken(one));
    expect(new Set(tokens).size).toBe(4);
    expect(contexts.map((one) => provider.peek(one))).toEqual(tokens);
    expect(await Promise.all(contexts.map((one) => provider.getToken(one)))).toEqual(tokens);
    expect(asked).toEqual(contexts.map(({ type, value }) => `login ${type}:${value}`));
  });
  it('is found in the store under its environment, type and value, so that environments stay apart', async () => {
    const store = memoryTokenStore();
    const { provider, another, asked } = setUp({ store });
    const token = await provider.getToken(context);
    expect((await store.load(keyInStore))?.accessToken.token).toBe(token);
    expect(await another({ environment: 'DEMO' }).getToken(context)).not.toBe(token);
    expect(asked).toHaveLength(2);
  });
});

describe('tokens without their text or their end', () => {
  const bad: [string, unknown][] = [
    ['nothing', undefined],
    ['no access token', {}],
    ['an empty text', { accessToken: { ...good, token: '' } }],
    ['a text that is none', { accessToken: { ...good, token: 5 } }],
    ['no end', { accessToken: { token: 't' } }],
    ['an end that is no date', { accessToken: { ...good, validUntil: 'soon' } }],
    ['a refresh token without an end', { accessToken: good, refreshToken: { token: 'r' } }],
  ];
  it.each(bad)('are not taken from a seed: %s', async (_what, tokens) => {
    const { provider } = setUp();
    const kept = await provider.getToken(context);
    await expect(provider.seed(context, tokens as StoredTokens)).rejects.toMatchObject({
      code: 'INVALID_TOKEN_INFO',
      message: expect.stringMatching(/validUntil/),
    });
    expect(provider.peek(context)).toBe(kept);
  });
  it.each(bad)('are not taken from an authenticator: %s', async (_what, tokens) => {
    const { another } = setUp();
    const provider = another({ authenticator: { login: async () => tokens as StoredTokens } });
    const failure = provider.getToken(context);
    await expect(failure).rejects.toMatchObject({ code: 'INVALID_TOKEN_INFO' });
    expect(provider.peek(context)).toBeUndefined();
  });
  it('in the store are passed over: a login replaces them', async () => {
    const { another, types } = setUp();
    const store = { ...memoryTokenStore(), load: async () => ({ accessToken: { token: 'x' } }) as never };
    expect(await another({ store }).getToken(context)).toBe('a-1');
    expect(types()).toEqual(['store-failed', 'login']);
  });
});

it('keeps of tokens what it knows, with the reference number of the login, and nothing else', async () => {
  const store = memoryTokenStore();
  const { provider } = setUp({ store });
  const known = { accessToken: good, referenceNumber: '20260101-AU-1' };
  await provider.seed(context, { ...known, accessToken: { ...good, more: 1 }, other: 'x' } as StoredTokens);
  expect(await store.load(keyInStore)).toEqual(known);
  await provider.seed(context, { accessToken: good, referenceNumber: 5 } as never);
  expect(await store.load(keyInStore)).toEqual({ accessToken: good });
});
