import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { memoryTokenStore } from '../src/index.js';
import { context, settled, setUp } from './support/provider.js';

const reason = new Error('left');

describe('those who wait for a login', () => {
  it('stop it when the last of them leaves, not before, and the next caller begins another', async () => {
    const { provider, hold, signals } = setUp();
    const release = hold();
    const callers = [new AbortController(), new AbortController(), new AbortController()];
    const waiting = callers.map(({ signal }) => provider.getToken(context, { signal }));
    await settled();
    for (const caller of callers) {
      expect(signals[0]?.aborted).toBe(false);
      caller.abort(reason);
    }
    for (const one of waiting) await expect(one).rejects.toBe(reason);
    expect(signals[0]?.aborted).toBe(true);
    expect(signals[0]?.reason).toBe(reason);
    const next = provider.getToken(context);
    release();
    expect(await next).toBe('a-2');
    expect(signals[1]?.aborted).toBe(false);
  });
  it('do not stop it while one waits who cannot leave', async () => {
    const { provider, hold, signals } = setUp();
    const release = hold();
    const caller = new AbortController();
    const staying = provider.getToken(context);
    const leaving = provider.getToken(context, { signal: caller.signal });
    caller.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    release();
    expect(await staying).toBe('a-1');
    expect(signals[0]?.aborted).toBe(false);
  });
  it('leave no listener on their signals', async () => {
    const { provider, fail } = setUp();
    const { signal } = new AbortController();
    await provider.getToken(context, { signal });
    fail.login = [reason];
    await provider.forceLogin(context, { signal }).catch(() => {});
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
  it('get nothing done when they had left before they asked', async () => {
    const { provider, asked, events } = setUp({ store: memoryTokenStore() });
    const left = { signal: AbortSignal.abort(reason) };
    const tokens = { accessToken: { token: 't', validUntil: '2099-01-01T00:00:00Z' } };
    await expect(provider.getToken(context, left)).rejects.toBe(reason);
    await expect(provider.forceLogin(context, left)).rejects.toBe(reason);
    await expect(provider.seed(context, tokens, left)).rejects.toBe(reason);
    const kept = await provider.getToken(context);
    await expect(provider.invalidate(context, left)).rejects.toBe(reason);
    await expect(provider.getToken(context, left)).rejects.toBe(reason);
    expect(provider.peek(context)).toBe(kept);
    expect(asked).toHaveLength(1);
    expect(events.map(({ type }) => type)).toEqual(['login']);
  });
  it('get nothing done when all of them leave before it begins', async () => {
    // The authenticator here is deaf to signals, as one may be.
    const { provider, asked, hold } = setUp();
    const caller = new AbortController();
    const hasty = provider.getToken(context, { signal: caller.signal });
    caller.abort(reason);
    await expect(hasty).rejects.toBe(reason);
    await settled();
    expect(asked).toEqual([]);
    const release = hold();
    const needed = provider.getToken(context);
    await settled();
    const forcer = new AbortController();
    const forced = provider.forceLogin(context, { signal: forcer.signal });
    forcer.abort(reason);
    await expect(forced).rejects.toBe(reason);
    release();
    await needed;
    await settled();
    expect(asked).toHaveLength(1);
  });
  it('do not get a token that came after all of them had left, nor does the cache or the store', async () => {
    const store = memoryTokenStore();
    const { provider, hold, types } = setUp({ store });
    const release = hold();
    const caller = new AbortController();
    const waiting = provider.getToken(context, { signal: caller.signal });
    await settled();
    caller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    release();
    await settled();
    expect(provider.peek(context)).toBeUndefined();
    expect(await store.load('TEST/Nip:5265877635')).toBeUndefined();
    expect(types()).toEqual([]);
  });
});

describe('a forced login', () => {
  it('is a login whatever is cached or kept, with neither refresh nor a look into the store', async () => {
    let loads = 0;
    const store = memoryTokenStore();
    const load: typeof store.load = (...input) => {
      loads++;
      return store.load(...input);
    };
    const lock = { withLock: async (_key: string, fn: never) => (fn as () => Promise<never>)() };
    for (const more of [{}, { lock: undefined }, { lock }]) {
      const { provider, asked } = setUp({ store: { ...store, load }, ...more });
      await provider.seed(context, {
        accessToken: { token: 'seeded', validUntil: '2099-01-01T00:00:00Z' },
        refreshToken: { token: 'r', validUntil: '2099-01-01T00:00:00Z' },
      });
      expect(await provider.forceLogin(context)).toBe('a-1');
      expect(await provider.getToken(context)).toBe('a-1');
      expect(asked).toEqual(['login Nip:5265877635']);
    }
    expect(loads).toBe(0);
  });
  it('is shared by those who force one at the same time, and by those who then need a token', async () => {
    const { provider, asked } = setUp();
    const all = [provider.forceLogin(context), provider.forceLogin(context), provider.getToken(context)];
    expect(new Set(await Promise.all(all))).toEqual(new Set(['a-1']));
    expect(asked).toHaveLength(1);
  });
  it('waits its turn behind a login that was not forced, even one that fails', async () => {
    const { provider, asked, hold, fail } = setUp();
    const release = hold();
    fail.login = [new Error('down')];
    const needed = provider.getToken(context);
    needed.catch(() => {});
    const forced = provider.forceLogin(context);
    await settled();
    expect(asked).toHaveLength(1);
    // The end of the one before leaves the forced one in its place: who comes now joins it.
    release();
    await expect(needed).rejects.toThrow('down');
    const late = provider.getToken(context);
    expect(await Promise.all([forced, late])).toEqual(['a-1', 'a-1']);
    expect(asked).toHaveLength(2);
  });
  it('stays when those leave who waited for the one before', async () => {
    const { provider, asked, hold } = setUp();
    const release = hold();
    const caller = new AbortController();
    const needed = provider.getToken(context, { signal: caller.signal });
    await settled();
    const forced = provider.forceLogin(context);
    caller.abort(reason);
    await expect(needed).rejects.toBe(reason);
    const joined = provider.getToken(context);
    release();
    expect(await joined).toBe(await forced);
    expect(asked).toHaveLength(2);
  });
});

describe('tokens that are put in or thrown out while a login is on its way', () => {
  it.each(['seed', 'invalidate'] as const)('win over it: %s', async (how) => {
    const store = memoryTokenStore();
    const { provider, hold, tokens, types } = setUp({ store });
    const release = hold();
    const waiting = provider.getToken(context);
    await settled();
    const seeded = tokens('seeded');
    if (how === 'seed') await provider.seed(context, seeded);
    else await provider.invalidate(context);
    release();
    expect(await waiting).toBe('a-1');
    const kept = how === 'seed' ? 'seeded' : undefined;
    expect(provider.peek(context)).toBe(kept);
    expect((await store.load('TEST/Nip:5265877635'))?.accessToken.token).toBe(kept);
    expect(types()).toEqual([how]);
  });
  it('win over what was being read from the store, too', async () => {
    const store = memoryTokenStore();
    const { another, tokens } = setUp();
    const old = tokens('old');
    let deliver = () => {};
    const load = () =>
      new Promise<typeof old>((resolve) => {
        deliver = () => resolve(old);
      });
    const provider = another({ store: { ...store, load } });
    const waiting = provider.getToken(context);
    await settled();
    await provider.invalidate(context);
    deliver();
    expect(await waiting).toBe('a-1');
    expect(provider.peek(context)).toBeUndefined();
  });
});
