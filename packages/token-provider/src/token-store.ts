import type { AsyncOptions } from './authenticator.js';
import { copyTokens, type StoredTokens } from './tokens.js';

/** What goes with tokens that are saved. */
export interface SaveOptions extends AsyncOptions {
  /** Of the {@link TokenLock} under which they were got; absent when they were put in by hand. */
  readonly fence?: number | undefined;
}

/**
 * Keeps tokens beyond this process. Implement it over anything that holds JSON by key; prove it with
 * `@ksef/token-provider/conformance`.
 */
export interface TokenStore {
  /** What was last saved under the key, or undefined. */
  load(key: string, options?: AsyncOptions): Promise<StoredTokens | undefined>;
  /**
   * Replaces what is kept under the key, as a whole.
   *
   * A store that works with a fencing lock refuses tokens whose fence is lower than one that it has seen in `save`, or
   * that was given out before the last `save` without a fence or `remove`.
   *
   * @throws KsefError `STALE_TOKENS`
   */
  save(key: string, tokens: StoredTokens, options?: SaveOptions): Promise<void>;
  /** Forgets the key; no error when there is nothing. */
  remove(key: string, options?: AsyncOptions): Promise<void>;
}

/**
 * A store that lasts as long as the process: for tests, and for sharing between providers.
 *
 * @example
 * ```ts
 * import { type Authenticator, inProcessLock, memoryTokenStore, TokenProvider } from '@ksef/token-provider';
 *
 * declare const authenticator: Authenticator;
 *
 * const tokens = new TokenProvider({
 *   authenticator,
 *   environment: 'TEST',
 *   store: memoryTokenStore(),
 *   lock: inProcessLock(),
 * });
 * ```
 */
export function memoryTokenStore(): TokenStore {
  const kept = new Map<string, StoredTokens>();
  return {
    async load(key, options) {
      options?.signal?.throwIfAborted();
      const tokens = kept.get(key);
      return tokens && copyTokens(tokens);
    },
    async save(key, tokens, options) {
      options?.signal?.throwIfAborted();
      kept.set(key, copyTokens(tokens));
    },
    async remove(key, options) {
      options?.signal?.throwIfAborted();
      kept.delete(key);
    },
  };
}
