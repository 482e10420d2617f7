import { type Clock, contextIdentifier, contextKey, KsefApiError } from '@ksef/core';
import {
  type Authenticator,
  type StoredTokens,
  type TokenEvent,
  TokenProvider,
  type TokenProviderOptions,
} from '../../src/index.js';

export const context = contextIdentifier('Nip', '5265877635');
export const keyInStore = 'TEST/Nip:5265877635';
export const quarterMs = 900_000;
export const weekMs = 604_800_000;

export const refused = (status: number) => new KsefApiError('no', { status });

/** One more turn of the event loop: background work that needs no network is done after it. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A provider whose time and whose answers of KSeF the test decides; it keeps what was asked of KSeF. */
export function setUp(options: Partial<TokenProviderOptions> = {}) {
  let now = Date.parse('2026-01-01T00:00:00Z');
  const asked: string[] = [];
  const slept: number[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const events: TokenEvent[] = [];
  /** What the next logins and refreshes fail with, in their order. */
  const fail = { login: [] as unknown[], refresh: [] as unknown[] };
  let gate: Promise<void> = Promise.resolve();
  let made = 0;

  const clock: Clock = {
    now: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
  };
  const info = (token: string, livesMs: number) => ({
    token,
    validUntil: new Date(now + livesMs).toISOString(),
  });
  async function answer(what: string, failures: unknown[], signal: AbortSignal | undefined): Promise<number> {
    asked.push(what);
    signals.push(signal);
    const [wait, failure] = [gate, failures.shift()];
    await wait;
    if (failure) throw failure;
    return ++made;
  }
  const authenticator: Required<Authenticator> = {
    async login(one, { signal }) {
      const number = await answer(`login ${contextKey(one)}`, fail.login, signal);
      return { accessToken: info(`a-${number}`, quarterMs), refreshToken: info(`r-${number}`, weekMs) };
    },
    async refresh(_one, refreshToken, { signal }) {
      const number = await answer(`refresh ${refreshToken}`, fail.refresh, signal);
      return { accessToken: info(`a-${number}`, quarterMs) };
    },
  };
  const another = (more: Partial<TokenProviderOptions> = {}) =>
    new TokenProvider({
      environment: 'TEST',
      clock,
      authenticator,
      onEvent: (event) => events.push(event),
      ...options,
      ...more,
    });
  return {
    provider: another(),
    another,
    authenticator,
    asked,
    slept,
    signals,
    events,
    fail,
    clock,
    advance(ms: number): void {
      now += ms;
    },
    /** KSeF answers nothing from now on, until the function that this gives is called. */
    hold(): () => void {
      let release = () => {};
      gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      return release;
    },
    /** Tokens as another process would have put them into the store. */
    tokens: (name: string, livesMs = quarterMs): StoredTokens => ({
      accessToken: info(name, livesMs),
      refreshToken: info(`r-${name}`, weekMs),
    }),
    types: () => events.map(({ type }) => type),
  };
}
