import { type Clock, contextIdentifier, KsefApiError, KsefError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import {
  inProcessLock,
  memoryTokenStore,
  type TokenEvent,
  TokenProvider,
  type TokenProviderOptions,
} from '../src/index.js';

const context = contextIdentifier('Nip', '5265877635');

function setUp(options: Partial<TokenProviderOptions> = {}) {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const advance = (ms: number): void => {
    now += ms;
  };
  const clock: Clock = { now: () => now, sleep: async (ms) => advance(ms) };
  const counts = { login: 0, refresh: 0 };
  const events: TokenEvent[] = [];
  const fail: { login?: unknown; refresh: unknown[] } = { refresh: [] };
  const at = (ms: number) => new Date(now + ms).toISOString();
  const provider = (more: Partial<TokenProviderOptions> = {}) =>
    new TokenProvider({
      environment: 'TEST',
      clock,
      onEvent: (event) => events.push(event),
      authenticator: {
        async login(_context, { signal }) {
          const number = ++counts.login;
          await new Promise((resolve) => setTimeout(resolve, 5));
          signal?.throwIfAborted();
          if (fail.login) throw fail.login;
          return {
            accessToken: { token: `login-${number}`, validUntil: at(900_000) },
            refreshToken: { token: `r-${number}`, validUntil: at(604_800_000) },
          };
        },
        async refresh() {
          const number = ++counts.refresh;
          const failure = fail.refresh.shift();
          if (failure) throw failure;
          return { accessToken: { token: `refresh-${number}`, validUntil: at(900_000) } };
        },
      },
      ...options,
      ...more,
    });
  return {
    provider: provider(),
    another: provider,
    counts,
    events,
    fail,
    advance,
  };
}
const refused = (status: number) => new KsefApiError('no', { status });

describe('getToken', () => {
  it('logs in once for 1 000 callers, then answers from the cache with the same promise', async () => {
    const { provider, counts } = setUp();
    const all = await Promise.all(Array.from({ length: 1_000 }, () => provider.getToken(context)));
    expect(new Set(all)).toEqual(new Set(['login-1']));
    expect(counts.login).toBe(1);
    expect(provider.peek(context)).toBe('login-1');
    expect(provider.getToken(context)).toBe(provider.getToken(context));
  });
  it('makes 40 logins for 1 000 cold callers over 40 NIPs', async () => {
    const { provider, counts } = setUp();
    const nips = Array.from({ length: 40 }, (_, index) => contextIdentifier('Nip', `52658776${index + 10}`));
    await Promise.all(nips.flatMap((one) => Array.from({ length: 25 }, () => provider.getToken(one))));
    expect(counts.login).toBe(40);
  });
  it('refreshes within 30 s of the end', async () => {
    const { provider, advance, counts } = setUp();
    await provider.getToken(context);
    advance(870_000);
    expect(provider.peek(context)).toBeUndefined();
    expect(await provider.getToken(context)).toBe('refresh-1');
    expect(counts.login).toBe(1);
  });
  it.each([400, 401, 410])('logs in when the refresh is refused with %i', async (status) => {
    const { provider, advance, fail, counts } = setUp();
    await provider.getToken(context);
    advance(900_000);
    fail.refresh = [refused(status)];
    expect(await provider.getToken(context)).toBe('login-2');
    expect(counts.refresh).toBe(1);
  });
  it('repeats a broken refresh once, then logs in', async () => {
    const { provider, advance, fail, counts } = setUp();
    await provider.getToken(context);
    advance(900_000);
    fail.refresh = [refused(500), refused(500)];
    expect(await provider.getToken(context)).toBe('login-2');
    expect(counts.refresh).toBe(2);
  });
  it('shares a failure among the burst and does not keep it', async () => {
    const { provider, fail, counts } = setUp();
    fail.login = new Error('down');
    const burst = await Promise.allSettled([provider.getToken(context), provider.getToken(context)]);
    expect(burst.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    expect(counts.login).toBe(1);
    delete fail.login;
    expect(await provider.getToken(context)).toBe('login-2');
  });
  it('lets one caller leave without disturbing the others, and stops when all have left', async () => {
    const { provider, counts } = setUp();
    const [a, b] = [new AbortController(), new AbortController()];
    const first = provider.getToken(context, { signal: a.signal });
    const second = provider.getToken(context, { signal: b.signal });
    a.abort(new Error('left'));
    await expect(first).rejects.toThrow('left');
    expect(await second).toBe('login-1');
    await provider.invalidate(context);
    const last = provider.getToken(context, { signal: b.signal });
    b.abort(new Error('left too'));
    await expect(last).rejects.toThrow('left too');
    expect(await provider.getToken(context)).toMatch(/^login-/);
    expect(counts.login).toBeLessThanOrEqual(3);
  });
  it('renews ahead in the background', async () => {
    const { provider, advance } = setUp({ refreshAheadMs: 60_000 });
    await provider.getToken(context);
    advance(820_000);
    expect(provider.peek(context)).toBe('login-1');
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(provider.peek(context)).toBe('refresh-1');
  });
});

describe('store and lock', () => {
  it('a restart reads the store; two processes with a lock make one login', async () => {
    const { another, counts } = setUp({ store: memoryTokenStore(), lock: inProcessLock() });
    const [one, two] = [another(), another()];
    expect(await Promise.all([one.getToken(context), two.getToken(context)])).toEqual(['login-1', 'login-1']);
    expect(await another().getToken(context)).toBe('login-1');
    expect(counts.login).toBe(1);
  });
  it('a broken store and a broken lock do not stop the login', async () => {
    const down = () => Promise.reject(new Error('secret in a message'));
    const { provider, events } = setUp({
      store: { load: down, save: down, remove: down },
      lock: { withLock: down },
    });
    expect(await provider.getToken(context)).toBe('login-1');
    expect(events.map((event) => event.type)).toContain('store-failed');
    expect(JSON.stringify(events)).not.toMatch(/secret|login-1|r-1/);
    await expect(provider.invalidate(context)).rejects.toMatchObject({ code: 'STORE_FAILED' });
  });
});

describe('a lock that is out of reach', () => {
  const lock = { withLock: () => Promise.reject(new Error('down')) };
  it('fails the login by name when that is asked for', async () => {
    const { provider, counts } = setUp({ lock, whenLockFails: 'fail' });
    await expect(provider.getToken(context)).rejects.toMatchObject({ code: 'LOCK_FAILED' });
    expect(counts.login).toBe(0);
  });
  it('or lets each process log in for itself', async () => {
    const { provider, counts } = setUp({ lock });
    await Promise.all([provider.getToken(context), provider.getToken(context)]);
    expect(counts.login).toBe(1);
  });
  it('is refused under another name', () => {
    expect(() => setUp({ lock, whenLockFails: 'wait' as never })).toThrow(/whenLockFails/);
  });
});

describe('a store that was away', () => {
  it('is believed again when another process has saved newer tokens there', async () => {
    const store = memoryTokenStore();
    let away = true;
    const { provider, another, advance, counts } = setUp({ lock: inProcessLock() });
    const flaky = another({
      store: {
        ...store,
        save: (...args) => (away ? Promise.reject(new Error('away')) : store.save(...args)),
      },
    });
    const steady = another({ store });
    await flaky.getToken(context);
    advance(100_000);
    away = false;
    await steady.getToken(context);
    advance(850_000);
    await steady.getToken(context);
    const before = { ...counts };
    expect(await flaky.getToken(context)).toBe(await steady.getToken(context));
    expect(counts).toEqual(before);
    expect(provider.peek(context)).toBeUndefined();
  });
  it('that took newer tokens from another holder is no failure to hide', async () => {
    const stale = new KsefError('stale', { code: 'STALE_TOKENS' });
    const store = memoryTokenStore();
    const { another, events } = setUp();
    const slow = another({ store: { ...store, save: () => Promise.reject(stale) } });
    expect(await slow.getToken(context)).toBe('login-1');
    expect(events.at(0)).toMatchObject({ type: 'store-failed', errorCode: 'STALE_TOKENS' });
  });
});

describe('a clock that is ahead of KSeF’s', () => {
  const jwt = (madeAt: number, more = '') =>
    `e30.${btoa(JSON.stringify({ iat: madeAt / 1000, more })).replace(/=+$/, '')}.x`;
  /** KSeF's time is what `setUp` advances; the provider sees it with `aheadMs` more. */
  function setUpAhead(aheadMs: number, token: (madeAt: number, number: number) => string) {
    let now = Date.parse('2026-01-01T00:00:00Z');
    let made = 0;
    const at = (ms: number) => new Date(now + ms).toISOString();
    const make = () => ({ token: token(now, ++made), validUntil: at(900_000) });
    const { provider, events } = setUp({
      clock: { now: () => now + aheadMs, sleep: async () => {} },
      authenticator: {
        login: async () => ({
          accessToken: make(),
          refreshToken: { token: 'r', validUntil: at(604_800_000) },
        }),
        refresh: async () => ({ accessToken: make() }),
      },
    });
    const advance = (ms: number): void => {
      now += ms;
    };
    return { provider, events, made: () => made, advance };
  }

  it.each([14.5 * 60_000, 16 * 60_000, 3 * 86_400_000])(
    'does not make it renew at every request (%i ms)',
    async (aheadMs) => {
      const { provider, events, made, advance } = setUpAhead(aheadMs, (madeAt, number) =>
        jwt(madeAt, String(number)),
      );
      for (let minute = 0; minute < 29; minute++, advance(60_000)) await provider.getToken(context);
      expect(made()).toBe(2);
      expect(events.find(({ type }) => type === 'clock-ahead')).toMatchObject({ aheadMs });
    },
  );
  it('does not, with tokens that tell nothing, and leaves a rejected one', async () => {
    const { provider, made, advance } = setUpAhead(86_400_000, (_madeAt, number) => `opaque.${number}`);
    for (let minute = 0; minute < 9; minute++, advance(60_000)) await provider.getToken(context);
    expect(made()).toBe(2);
    await provider.rejected(context, 'opaque.2');
    expect(await provider.getToken(context)).toBe('opaque.3');
  });
  it.each([
    [11 * 60_000, 'login'],
    [11.25 * 60_000 - 1, 'login'],
    [11.25 * 60_000, 'clock-ahead'],
    [12 * 60_000, 'clock-ahead'],
  ])(
    'is believed until three quarters of a token’s life are over by it (%i ms: %s)',
    async (aheadMs, first) => {
      const { provider, events } = setUpAhead(aheadMs, (madeAt) => jwt(madeAt));
      await provider.getToken(context);
      expect(events[0]?.type).toBe(first);
    },
  );
  it.each([
    [869_999, 'login'],
    [870_000, 'clock-ahead'],
  ])('is believed until the skew where tokens tell nothing (%i ms: %s)', async (aheadMs, first) => {
    const numbers = ['opaque', `e30.${btoa('{"iat":"x"}')}.x`, `e30.${btoa('{}')}.x`, 'e30.!.x', 'e30'];
    for (const token of numbers) {
      const { provider, events } = setUpAhead(aheadMs, () => token);
      await provider.getToken(context);
      expect(events[0]?.type).toBe(first);
    }
  });
  it('does not matter to a token that says it was made after its end, or at it', async () => {
    for (const afterMs of [900_000, 900_001]) {
      const { provider, events } = setUpAhead(86_400_000, (madeAt) => jwt(madeAt + afterMs));
      await provider.getToken(context);
      expect(events.map(({ type }) => type)).toEqual(['login']);
      expect(provider.peek(context)).toBeUndefined();
    }
  });
  it('is believed where it agrees, or is behind', async () => {
    for (const offMs of [-3_600_000, 0, 60_000]) {
      const { provider, events } = setUpAhead(offMs, (madeAt) => jwt(madeAt));
      await provider.getToken(context);
      expect(events.map(({ type }) => type)).toEqual(['login']);
    }
  });
});

describe('seed, rejected, forceLogin, onUpdate', () => {
  it('drops a rejected token only while it is current', async () => {
    const { provider } = setUp();
    await provider.getToken(context);
    await provider.rejected(context, 'old');
    expect(provider.peek(context)).toBe('login-1');
    await provider.rejected(context, 'login-1');
    expect(await provider.getToken(context)).toBe('refresh-1');
  });
  it('does not take a rejected token back from the store', async () => {
    const { provider } = setUp({ store: memoryTokenStore() });
    await provider.getToken(context);
    await provider.rejected(context, 'login-1');
    expect(await provider.getToken(context)).toBe('refresh-1');
  });
  it('seeds, forces a login, and tells of each change once the cache has it', async () => {
    const seen: string[] = [];
    const { provider } = setUp({ onUpdate: ({ change }) => void seen.push(change) });
    await provider.seed(context, { accessToken: { token: 'seeded', validUntil: '2099-01-01T00:00:00Z' } });
    expect(await provider.getToken(context)).toBe('seeded');
    expect(await provider.forceLogin(context)).toBe('login-1');
    expect(seen).toEqual(['seed', 'login']);
  });
  it('passes on what onUpdate throws, with the cache kept', async () => {
    const { provider } = setUp({ onUpdate: () => Promise.reject(new Error('mine')) });
    await expect(provider.getToken(context)).rejects.toThrow('mine');
    expect(provider.peek(context)).toBe('login-1');
  });
});
