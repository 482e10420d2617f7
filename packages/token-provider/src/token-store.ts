import type { AsyncOptions } from './authenticator.js';
import { copyTokens, type StoredTokens } from './tokens.js';

/**
 * Keeps tokens beyond this process. Implement it over anything that holds JSON by key; prove it with
 * `@ksef/token-provider/conformance`.
 */
export interface TokenStore {
  /** What was last saved under the key, or undefined. */
  load(key: string, options?: AsyncOptions): Promise<StoredTokens | undefined>;
  /** Replaces what is kept under the key, as a whole. */
  save(key: string, tokens: StoredTokens, options?: AsyncOptions): Promise<void>;
  /** Forgets the key; no error when there is nothing. */
  remove(key: string, options?: AsyncOptions): Promise<void>;
}

/** A store that lasts as long as the process: for tests, and for sharing between providers. */
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
