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
  /** Prefix of every key; `:` separates its parts. Default `ksef:tokens`. */
  readonly base?: string | undefined;
  /** Encrypts tokens at rest: the first key encrypts, all keys decrypt. Default: tokens are stored unencrypted. */
  readonly sealingKeys?: readonly SealingKey[] | undefined;
}

const optionChecks: OptionChecks<UnstorageTokenStoreOptions> = {
  base: text,
  // Validated where they encrypt.
  sealingKeys: anything,
};

/**
 * Tokens in any `unstorage` storage: Cloudflare KV, Azure, Vercel, MongoDB, a file system and others. Each context is a
 * separate item, so concurrent saves of different contexts do not overwrite each other.
 *
 * Its functions throw KsefError `STORAGE_FAILED`, `INVALID_TOKEN_INFO`, `UNSEAL_FAILED`; a provider reports them by
 * events and logs in again. The storage does not support fences: of two saves of one context, the last one stays. The
 * file system driver may mix two concurrent saves; `fileTokenStore` does not.
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
  // unstorage and its drivers change some characters of keys: a safe name keeps contexts apart.
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
