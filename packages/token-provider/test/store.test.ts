import { KsefError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { memoryTokenStore, type SaveOptions, type TokenStore } from '../src/index.js';
import { context, keyInStore, quarterMs, settled, setUp } from './support/provider.js';

const login = 'login Nip:5265877635';
const down = () => Promise.reject(new Error('down'));

describe('a token in the store', () => {
  it('is given when it is valid beyond the skew, to the millisecond, else its refresh token is used', async () => {
    for (const [livesMs, expected, asked] of [
      [30_001, 'theirs', []],
      [30_000, 'a-1', ['refresh r-theirs']],
      [-1, 'a-1', ['refresh r-theirs']],
    ] as const) {
      const store = memoryTokenStore();
      const world = setUp({ store });
      await store.save(keyInStore, world.tokens('theirs', livesMs));
      expect(await world.provider.getToken(context)).toBe(expected);
      expect(world.asked).toEqual(asked);
      expect(world.types()).toEqual([asked.length ? 'refresh' : 'loaded']);
    }
  });
  it('that KSeF rejected is not taken again, only its refresh token', async () => {
    const { provider, asked } = setUp({ store: memoryTokenStore() });
    await provider.getToken(context);
    await provider.rejected(context, 'a-1');
    expect(await provider.getToken(context)).toBe('a-2');
    expect(asked).toEqual([login, 'refresh r-1']);
  });
  it('is believed by the clock here: only one that was just made is not', async () => {
    const store = memoryTokenStore();
    const { provider, tokens, types } = setUp({ store });
    await provider.seed(context, tokens('late', 0));
    expect(provider.peek(context)).toBeUndefined();
    expect(types()).toEqual(['seed']);
  });
});

describe('a store that does not take tokens', () => {
  /** A store that can be told to fail at saving or removing. */
  function setUpFlaky() {
    const store = memoryTokenStore();
    const failing: { save?: Error; remove?: Error } = {};
    const flaky: TokenStore = {
      ...store,
      save: async (...input) => {
        if (failing.save) throw failing.save;
        return store.save(...input);
      },
      remove: async (...input) => {
        if (failing.remove) throw failing.remove;
        return store.remove(...input);
      },
    };
    return { ...setUp({ store: flaky }), store, failing };
  }

  it('is told of, by operation and error', async () => {
    const { another, events, tokens } = setUp();
    const provider = another({ store: { load: down, save: down, remove: down } });
    await provider.getToken(context);
    await provider.seed(context, tokens('s'));
    await expect(provider.invalidate(context)).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: expect.stringContaining('not from the store'),
      cause: expect.objectContaining({ message: 'down' }),
    });
    const failed = (operation: string) => ({ type: 'store-failed', context, operation, errorName: 'Error' });
    expect(events.filter(({ type }) => type === 'store-failed')).toEqual(
      ['load', 'save', 'save', 'remove'].map(failed),
    );
  });
  it('is not asked for a token that is older than the one that it did not take', async () => {
    const { provider, failing, tokens, store, asked, types } = setUpFlaky();
    await store.save(keyInStore, tokens('older', quarterMs));
    failing.save = new Error('full');
    await provider.seed(context, tokens('newer', quarterMs + 1));
    await provider.rejected(context, 'newer');
    expect(await provider.getToken(context)).toBe('a-1');
    expect(asked).toEqual(['refresh r-newer']);
    expect(types()).not.toContain('loaded');
  });
  it('is believed again once it takes tokens', async () => {
    const { provider, failing, tokens, store, types } = setUpFlaky();
    failing.save = new Error('full');
    await provider.seed(context, tokens('first', quarterMs + 1));
    delete failing.save;
    await provider.seed(context, tokens('second', quarterMs + 1));
    await store.save(keyInStore, tokens('theirs', quarterMs));
    await provider.rejected(context, 'second');
    expect(await provider.getToken(context)).toBe('theirs');
    expect(types().at(-1)).toBe('loaded');
  });
  it('because it has those of another holder is believed', async () => {
    const { provider, failing, tokens, store } = setUpFlaky();
    failing.save = new KsefError('stale', { code: 'STALE_TOKENS' });
    await provider.seed(context, tokens('mine', quarterMs + 1));
    await store.save(keyInStore, tokens('theirs', quarterMs));
    await provider.rejected(context, 'mine');
    expect(await provider.getToken(context)).toBe('theirs');
  });
  it('with another code of KsefError is not', async () => {
    const { provider, failing, tokens, store } = setUpFlaky();
    failing.save = new KsefError('no', { code: 'OTHER' });
    await provider.seed(context, tokens('mine', quarterMs + 1));
    await store.save(keyInStore, tokens('theirs', quarterMs));
    await provider.rejected(context, 'mine');
    expect(await provider.getToken(context)).toBe('a-1');
  });
  it('and holds what was to be removed is not read again until it has taken new tokens', async () => {
    const { provider, failing, store, asked } = setUpFlaky();
    await provider.getToken(context);
    failing.remove = new Error('read only');
    await expect(provider.invalidate(context)).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect((await store.load(keyInStore))?.accessToken.token).toBe('a-1');
    expect(provider.peek(context)).toBeUndefined();
    expect(await provider.getToken(context)).toBe('a-2');
    expect(asked).toEqual([login, login]);
    await store.save(keyInStore, { accessToken: { token: 'theirs', validUntil: '2099-01-01T00:00:00Z' } });
    await provider.rejected(context, 'a-2');
    expect(await provider.getToken(context)).toBe('theirs');
  });
  it('forgets what is removed, so that no process finds it', async () => {
    const { provider, store } = setUpFlaky();
    await provider.getToken(context);
    await provider.invalidate(context);
    expect(await store.load(keyInStore)).toBeUndefined();
  });
});

describe('a store that hangs', () => {
  const never = () => new Promise<never>(() => {});

  it('is left alone after its time, and the login goes on', async () => {
    const { another, events } = setUp();
    const provider = another({ store: { load: never, save: never, remove: never }, storeTimeoutMs: 1.5 });
    expect(await provider.getToken(context)).toBe('a-1');
    const late = { type: 'store-failed', context, errorName: 'TimeoutError' };
    expect(events.filter(({ type }) => type === 'store-failed')).toEqual([
      { ...late, operation: 'load' },
      { ...late, operation: 'save' },
    ]);
  });
  it('may be waited for as long as one likes', async () => {
    const store = memoryTokenStore();
    const { provider, events } = setUp({ store, storeTimeoutMs: Number.POSITIVE_INFINITY });
    await provider.getToken(context);
    expect(events.map(({ type }) => type)).toEqual(['login']);
  });
  it.each(['load', 'save', 'remove'] as const)(
    'hears that its caller left, who learns why: %s',
    async (operation) => {
      const { another, events, tokens } = setUp();
      const heard: (AbortSignal | undefined)[] = [];
      const hang = (...input: unknown[]) => {
        heard.push((input.at(-1) as SaveOptions).signal);
        return never();
      };
      const provider = another({ store: { ...memoryTokenStore(), [operation]: hang } });
      const caller = new AbortController();
      const use = { signal: caller.signal };
      const waiting = {
        load: () => provider.getToken(context, use),
        save: () => provider.seed(context, tokens('s'), use),
        remove: () => provider.invalidate(context, use),
      }[operation]();
      await settled();
      caller.abort(new Error('left'));
      await expect(waiting).rejects.toThrow('left');
      expect(heard.map((signal) => signal?.aborted)).toEqual([true]);
      expect(events.map(({ type }) => type)).not.toContain('store-failed');
    },
  );
});

it('memoryTokenStore works without a signal, and obeys one', async () => {
  const store = memoryTokenStore();
  const { tokens } = setUp();
  const left = { signal: AbortSignal.abort(new Error('left')) };
  await store.save('k', tokens('one'));
  await store.save('k', tokens('two'), {});
  await expect(store.save('k', tokens('three'), left)).rejects.toThrow('left');
  await expect(store.remove('k', left)).rejects.toThrow('left');
  await expect(store.load('k', left)).rejects.toThrow('left');
  expect((await store.load('k', {}))?.accessToken.token).toBe('two');
  await store.remove('k', {});
  expect(await store.load('k')).toBeUndefined();
});
