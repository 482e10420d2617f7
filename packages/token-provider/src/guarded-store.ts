import { KsefError } from '@ksef/core';
import { untilAborted } from '@ksef/core/internal';
import type { Entry } from './entry.js';
import { failureInfo, type TokenEvent } from './token-event.js';
import type { SaveOptions, TokenStore } from './token-store.js';
import { copyTokens, endOf, type StoredTokens } from './tokens.js';

// AbortSignal.timeout accepts whole numbers only, and timers beyond this fire at once.
const longestTimerMs = 2 ** 31 - 1;

/** A store that may be slow, broken or absent: tokens are returned anyway, and an event reports it. */
export class GuardedStore {
  readonly #store: TokenStore | undefined;
  readonly #timeoutMs: number;
  readonly #emit: (event: TokenEvent) => void;

  constructor(store: TokenStore | undefined, timeoutMs: number, emit: (event: TokenEvent) => void) {
    this.#store = store;
    this.#timeoutMs = timeoutMs;
    this.#emit = emit;
  }

  /** The stored tokens of the context; undefined also if they cannot be read or must not be used. */
  async load(entry: Entry, signal: AbortSignal): Promise<StoredTokens | undefined> {
    if (entry.storeIs === 'void') return undefined;
    let found: StoredTokens | undefined;
    await this.#attempt('load', entry, signal, async (store, options) => {
      const tokens = await store.load(entry.key, options);
      found = tokens ? copyTokens(tokens) : undefined;
    });
    const outdated = entry.storeIs === 'behind' && found && entry.tokens && !isNewer(found, entry.tokens);
    return outdated ? undefined : found;
  }

  async save(entry: Entry, tokens: StoredTokens, { signal, fence }: SaveOptions): Promise<void> {
    const failure = await this.#attempt('save', entry, signal, (store, options) =>
      store.save(entry.key, tokens, { ...options, fence }),
    );
    const overtaken = failure?.error instanceof KsefError && failure.error.code === 'STALE_TOKENS';
    entry.storeIs = failure && !overtaken ? 'behind' : 'good';
  }

  /** The error if it failed. It is reported to the caller, because the store would bring the tokens back. */
  async remove(entry: Entry, signal?: AbortSignal): Promise<{ error: unknown } | undefined> {
    const failure = await this.#attempt('remove', entry, signal, (store, options) =>
      store.remove(entry.key, options),
    );
    entry.storeIs = failure ? 'void' : 'good';
    return failure;
  }

  async #attempt(
    operation: 'load' | 'save' | 'remove',
    entry: Entry,
    signal: AbortSignal | undefined,
    run: (store: TokenStore, options: { signal: AbortSignal }) => Promise<void>,
  ): Promise<{ error: unknown } | undefined> {
    if (!this.#store) return undefined;
    signal?.throwIfAborted();
    const timeout = AbortSignal.timeout(Math.min(Math.ceil(this.#timeoutMs), longestTimerMs));
    const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
    try {
      await untilAborted(run(this.#store, { signal: either }), either);
      return undefined;
    } catch (error) {
      signal?.throwIfAborted();
      this.#emit({ type: 'store-failed', context: entry.context, operation, ...failureInfo(error) });
      return { error };
    }
  }
}

function isNewer(one: StoredTokens, other: StoredTokens): boolean {
  return endOf(one.accessToken) > endOf(other.accessToken);
}

/** Whether the access token is usable at `now`, and is not one that KSeF rejected. */
export function isUsable(tokens: StoredTokens, entry: Entry, now: number, refreshSkewMs: number): boolean {
  return tokens.accessToken.token !== entry.rejectedToken && endOf(tokens.accessToken) - refreshSkewMs > now;
}
