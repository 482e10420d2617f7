import {
  anything,
  checkOptions,
  invalidOption,
  type OptionChecks,
  storageAnswer,
  storageName,
  text,
} from '@ksef/core/internal';
import type { TokenStore } from '../token-store.js';
import { type SealingKey, sealedTokenStore } from './sealed-token-store.js';
import { entryOf, tokensOf } from './stored-entry.js';

/** The part of a `Storage` of `unstorage` that is used. */
export interface UnstorageLike {
  getItem(key: string): Promise<unknown>;
  setItem(key: string, value: object): Promise<void>;
  removeItem(key: string): Promise<void>;
}

/** Options of {@link unstorageTokenStore}. */
export interface UnstorageTokenStoreOptions {
  /** Begins every key; `:` separates its parts. Default `ksef:tokens`. */
  readonly base?: string | undefined;
  /** Encrypts tokens where they rest: the first key seals, each of them opens. Default: tokens rest in clear. */
  readonly sealingKeys?: readonly SealingKey[] | undefined;
}

const optionChecks: OptionChecks<UnstorageTokenStoreOptions> = {
  base: text,
  // Checked where they seal.
  sealingKeys: anything,
};

/**
 * Tokens in any storage of `unstorage`: Cloudflare KV, Azure, Vercel, MongoDB, a file system and others. Each context is
 * an item of its own, so savings of several processes do not overwrite each other.
 *
 * Its functions throw KsefError `STORAGE_FAILED`, `INVALID_TOKEN_INFO`, `UNSEAL_FAILED`; a provider reports them by events
 * and logs in again. The storage knows no fences: of two savings of one context the last one stays. The driver
 * for a file system may mix two that happen at once; `fileTokenStore` does not.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type Authenticator, TokenProvider, type UnstorageLike, unstorageTokenStore } from '@ksef/token-provider';
 *
 * declare const storage: UnstorageLike; // createStorage({ driver }) of unstorage
 * declare const authenticator: Authenticator;
 * const store = unstorageTokenStore(storage);
 * const tokens = new TokenProvider({ environment: 'TEST', authenticator, store });
 * ```
 */
export function unstorageTokenStore(
  storage: UnstorageLike,
  options: UnstorageTokenStoreOptions = {},
): TokenStore {
  checkOptions<UnstorageTokenStoreOptions>(options, optionChecks);
  for (const method of ['getItem', 'setItem', 'removeItem'] as const) {
    if (typeof storage?.[method] !== 'function') throw invalidOption('storage', 'a Storage of unstorage');
  }
  const { base = 'ksef:tokens', sealingKeys } = options;
  // unstorage changes some characters of keys, and drivers others: a safe name keeps contexts apart.
  const itemOf = async (key: string) => `${base}:${await storageName(key)}`;
  const store: TokenStore = {
    async load(key, { signal } = {}) {
      signal?.throwIfAborted();
      const entry = await storageAnswer(storage.getItem(await itemOf(key)), signal);
      return entry === null || entry === undefined ? undefined : tokensOf(entry, key);
    },
    async save(key, tokens, { signal } = {}) {
      signal?.throwIfAborted();
      const entry = entryOf(key, tokens);
      await storageAnswer(storage.setItem(await itemOf(key), entry), signal);
    },
    async remove(key, { signal } = {}) {
      signal?.throwIfAborted();
      await storageAnswer(storage.removeItem(await itemOf(key)), signal);
    },
  };
  return sealingKeys ? sealedTokenStore(store, sealingKeys) : store;
}
