import type { AsyncOptions } from './authenticator.js';
import { copyTokens, type StoredTokens } from './tokens.js';

/** Saved along with tokens. */
export interface SaveOptions extends AsyncOptions {
  /** Fence of the {@link TokenLock} under which they were obtained; absent if they were set by hand. */
  readonly fence?: number | undefined;
}

/**
 * Stores tokens beyond this process. Implement it over anything that stores JSON by key, and test it with
 * `@ksef/token-provider/conformance`.
 */
export interface TokenStore {
  /** The last saved value of the key, or undefined. */
  load(key: string, options?: AsyncOptions): Promise<StoredTokens | undefined>;
  /**
   * Replaces the whole value of the key.
   *
   * A store that works with a fencing lock rejects tokens whose fence is lower than one that it has seen in `save`, or
   * that was issued before the last `save` without a fence or `remove`.
   *
   * @throws KsefError `STALE_TOKENS`
   */
  save(key: string, tokens: StoredTokens, options?: SaveOptions): Promise<void>;
  /** Removes the key; no error when it does not exist. */
  remove(key: string, options?: AsyncOptions): Promise<void>;
}

/**
 * A store that lives as long as the process: for tests, and for sharing between providers.
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
