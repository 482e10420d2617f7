import { KsefError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { memoryTokenStore, type TokenUpdate } from '../src/index.js';
import { context, quarterMs, refused, settled, setUp, weekMs } from './support/provider.js';

const login = 'login Nip:5265877635';

async function nearEnd(options: Parameters<typeof setUp>[0] = {}) {
  const world = setUp(options);
  await world.provider.getToken(context);
  world.advance(quarterMs);
  world.asked.length = 0;
  world.events.length = 0;
  world.signals.length = 0;
  return world;
}

describe('a refresh', () => {
  it.each([403, 429])('that ends with %i is no reason to log in: it would end the same', async (status) => {
    const { provider, asked, fail } = await nearEnd();
    fail.refresh = [refused(status)];
    await expect(provider.getToken(context)).rejects.toMatchObject({ status });
    expect(asked).toEqual(['refresh r-1']);
  });
  it('is not tried again with a token that was refused once, wherever that comes from', async () => {
    for (const store of [undefined, memoryTokenStore()]) {
      const { provider, asked, events, fail } = await nearEnd({ store });
      fail.refresh = [refused(401)];
      fail.login = [new Error('down')];
      await expect(provider.getToken(context)).rejects.toThrow('down');
      expect(events).toEqual([
        { type: 'refresh-refused', context, errorName: 'KsefApiError', errorCode: expect.any(String) },
      ]);
      await provider.getToken(context);
      expect(asked).toEqual(['refresh r-1', login, login]);
    }
  });
  it('is tried again for tokens that are seeded, were they refused before', async () => {
    const { provider, asked, fail, tokens, advance } = await nearEnd();
    const same = { ...tokens('s'), refreshToken: { token: 'r-1', validUntil: '2099-01-01T00:00:00Z' } };
    fail.refresh = [refused(401)];
    await provider.getToken(context);
    await provider.seed(context, same);
    advance(quarterMs);
    await provider.getToken(context);
    expect(asked).toEqual(['refresh r-1', login, 'refresh r-1']);
  });
  it('is not tried with a token that has ended, to the millisecond', async () => {
    for (const [livedMs, expected] of [
      [weekMs, login],
      [weekMs - 1, 'refresh r-1'],
    ] as const) {
      const { provider, asked, advance } = setUp();
      await provider.getToken(context);
      advance(livedMs);
      await provider.getToken(context);
      expect(asked[1]).toBe(expected);
    }
  });
  it('that breaks is tried once more after half a second, and told of', async () => {
    const { provider, asked, events, fail, slept } = await nearEnd();
    fail.refresh = [Object.assign(new Error('a secret'), { code: 'ECONNRESET' })];
    expect(await provider.getToken(context)).toBe('a-2');
    expect(asked).toEqual(['refresh r-1', 'refresh r-1']);
    expect(slept).toEqual([500]);
    expect(events).toEqual([
      { type: 'refresh-failed', context, errorName: 'Error', errorCode: 'ECONNRESET' },
      { type: 'refresh', context, durationMs: 500 },
    ]);
  });
  it('that breaks twice gives way to a login without another pause', async () => {
    const { provider, asked, events, fail, slept } = await nearEnd();
    fail.refresh = [refused(500), refused(503)];
    expect(await provider.getToken(context)).toBe('a-2');
    expect(asked).toEqual(['refresh r-1', 'refresh r-1', login]);
    expect(slept).toEqual([500]);
    expect(events.map(({ type }) => type)).toEqual(['refresh-failed', 'refresh-failed', 'login']);
  });
  it('that breaks because everyone left is followed by nothing', async () => {
    const { provider, asked, events, fail, hold, signals } = await nearEnd();
    const release = hold();
    const caller = new AbortController();
    fail.refresh = [refused(401)];
    const waiting = provider.getToken(context, { signal: caller.signal });
    await settled();
    caller.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
    expect(signals[0]?.aborted).toBe(true);
    release();
    await settled();
    expect({ asked, events }).toEqual({ asked: ['refresh r-1'], events: [] });
  });
  it('that brings the very token which KSeF rejected is no help: a login is', async () => {
    const { another, authenticator, asked } = setUp();
    const info = { token: 'same', validUntil: '2026-01-01T00:15:00Z' };
    const provider = another({
      authenticator: {
        ...authenticator,
        async refresh() {
          asked.push('refresh');
          return { accessToken: info };
        },
      },
    });
    await provider.seed(context, { accessToken: info, refreshToken: { ...info, token: 'r' } });
    await provider.rejected(context, 'same');
    expect(await provider.getToken(context)).toBe('a-1');
    expect(asked).toEqual(['refresh', login]);
  });
  it('needs an authenticator that can, and a token for it', async () => {
    const { another, authenticator, asked, tokens } = setUp();
    const withoutRefresh = another({ authenticator: { login: authenticator.login } });
    await withoutRefresh.seed(context, tokens('old', 1));
    await withoutRefresh.getToken(context);
    const withoutToken = another();
    await withoutToken.seed(context, { accessToken: tokens('old', 1).accessToken });
    await withoutToken.getToken(context);
    expect(asked).toEqual([login, login]);
  });
  it('keeps the refresh token and the reference number of the login', async () => {
    const store = memoryTokenStore();
    const { provider, tokens } = setUp({ store });
    await provider.seed(context, { ...tokens('old', 1), referenceNumber: 'REF' });
    await provider.getToken(context);
    expect(await store.load('TEST/Nip:5265877635')).toMatchObject({
      accessToken: { token: 'a-1' },
      refreshToken: { token: 'r-old' },
      referenceNumber: 'REF',
    });
  });
});

describe('events and updates', () => {
  it('tell of each change, once, by its kind', async () => {
    const updates: TokenUpdate[] = [];
    const { provider, events, tokens, advance } = setUp({ onUpdate: (update) => void updates.push(update) });
    await provider.getToken(context);
    advance(quarterMs);
    await provider.getToken(context);
    await provider.rejected(context, 'a-2');
    await provider.seed(context, tokens('s'));
    await provider.invalidate(context);
    expect(events).toEqual([
      { type: 'login', context, durationMs: 0 },
      { type: 'refresh', context, durationMs: 0 },
      { type: 'rejected', context },
      { type: 'seed', context },
      { type: 'invalidate', context },
    ]);
    expect(updates).toEqual(
      ['login', 'refresh', 'invalidate', 'seed', 'invalidate'].map((change) => ({ context, change })),
    );
  });
  it('tell nothing of a rejected token that is not the current one, or of none', async () => {
    const { provider, events } = setUp();
    await provider.rejected(context, 'a-1');
    await provider.getToken(context);
    await provider.rejected(context, 'a-1');
    await provider.rejected(context, 'a-1');
    await provider.rejected(context, '');
    expect(events.map(({ type }) => type)).toEqual(['login', 'rejected']);
    expect(provider.peek(context)).toBeUndefined();
  });
  it.each([
    [new KsefError('secret', { code: 'MINE' }), { errorName: 'KsefError', errorCode: 'MINE' }],
    [Object.assign(new TypeError('secret'), { code: 'E1' }), { errorName: 'TypeError', errorCode: 'E1' }],
    [Object.assign(new TypeError('secret'), { code: 7 }), { errorName: 'TypeError' }],
    ['secret', { errorName: 'string' }],
    [null, { errorName: 'object' }],
    [undefined, { errorName: 'undefined' }],
  ])('tell of a failure its name and code, never its words: %o', async (failure, told) => {
    const { another, events } = setUp();
    const store = { ...memoryTokenStore(), load: () => Promise.reject(failure) };
    await another({ store }).getToken(context);
    expect(events[0]).toEqual({ type: 'store-failed', context, operation: 'load', ...told });
  });
});

describe('renewing ahead', () => {
  const options = { refreshAheadMs: 60_000 };
  const aheadMs = quarterMs - 30_000 - 60_000;

  it('gives the old token at once, to everyone, while one renewal runs', async () => {
    const { provider, asked, advance, hold } = setUp(options);
    await provider.getToken(context);
    advance(aheadMs - 1);
    await provider.getToken(context);
    expect(asked).toEqual([login]);
    advance(1);
    const release = hold();
    for (let turn = 0; turn < 3; turn++) {
      expect(await provider.getToken(context)).toBe('a-1');
      expect(provider.peek(context)).toBe('a-1');
      await settled();
    }
    expect(asked).toEqual([login, 'refresh r-1']);
    release();
    await settled();
    expect(await provider.getToken(context)).toBe('a-2');
  });
  it('that fails is told of, disturbs nobody, and is tried again ten seconds later', async () => {
    const { provider, asked, events, advance, fail } = setUp(options);
    await provider.getToken(context);
    advance(aheadMs);
    fail.refresh = [refused(403), refused(403)];
    expect(await provider.getToken(context)).toBe('a-1');
    await settled();
    expect(events.at(-1)).toEqual({
      type: 'refresh-ahead-failed',
      context,
      errorName: 'KsefApiError',
      errorCode: expect.any(String),
    });
    advance(9_999);
    expect(await provider.getToken(context)).toBe('a-1');
    await settled();
    expect(asked).toEqual([login, 'refresh r-1']);
    advance(1);
    expect(await provider.getToken(context)).toBe('a-1');
    await settled();
    expect(asked).toEqual([login, 'refresh r-1', 'refresh r-1']);
  });
  it('does not prolong the token: one that failed right before the end is not given after it', async () => {
    const { provider, advance, fail } = setUp(options);
    await provider.getToken(context);
    advance(quarterMs - 30_001);
    fail.refresh = [refused(403)];
    expect(await provider.getToken(context)).toBe('a-1');
    await settled();
    advance(1);
    expect(provider.peek(context)).toBeUndefined();
    expect(await provider.getToken(context)).toBe('a-2');
  });
  it('begins no earlier than at half of what is left, however far ahead it is asked for', async () => {
    const { provider, asked, advance } = setUp({ refreshAheadMs: weekMs });
    await provider.getToken(context);
    advance((quarterMs - 30_000) / 2 - 1);
    await provider.getToken(context);
    await settled();
    expect(asked).toEqual([login]);
    advance(1);
    await provider.getToken(context);
    await settled();
    expect(asked).toEqual([login, 'refresh r-1']);
  });
  it('takes newer tokens from the store, but not those that it has', async () => {
    const store = memoryTokenStore();
    const { provider, asked, advance, tokens, events } = setUp({ ...options, store });
    await provider.getToken(context);
    advance(aheadMs);
    await store.save('TEST/Nip:5265877635', tokens('theirs'));
    await provider.getToken(context);
    await settled();
    expect(await provider.getToken(context)).toBe('theirs');
    expect(events.at(-1)).toEqual({ type: 'loaded', context });
    expect(asked).toEqual([login]);
    advance(aheadMs);
    await provider.getToken(context);
    await settled();
    expect(asked).toEqual([login, 'refresh r-theirs']);
  });
});
