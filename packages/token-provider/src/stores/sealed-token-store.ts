import { InvalidInputError, KsefError } from '@ksef/core';
import { importSealingKey, isBytes, openSealed, seal } from '@ksef/core/internal';
import type { TokenStore } from '../token-store.js';
import type { StoredTokens, TokenInfo } from '../tokens.js';

/** A key that encrypts tokens at rest. */
export interface SealingKey {
  /** Stored unencrypted with the tokens it encrypted: letters, digits, `-` and `_`. */
  readonly id: string;
  /** 32 random bytes. A secret. */
  readonly key: Uint8Array;
}

type Field = 'access' | 'refresh';

const form = 'sealed1';

/**
 * Encrypts tokens before they reach a store (AES-256-GCM). The ciphertext is bound to the environment, the context, the
 * kind of token and its expiry: a copy in another place cannot be decrypted. The first key encrypts, all keys decrypt.
 * To rotate, put a new key first, and remove the old one when its tokens have expired (7 days).
 *
 * `load` throws KsefError `UNSEAL_FAILED` when no key decrypts the tokens. A provider then logs in again.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { memoryTokenStore, sealedTokenStore } from '@ksef/token-provider';
 *
 * const key = crypto.getRandomValues(new Uint8Array(32)); // from your secret store
 * const store = sealedTokenStore(memoryTokenStore(), [{ id: '2026-02', key }]);
 * ```
 */
export function sealedTokenStore(store: TokenStore, keys: readonly SealingKey[]): TokenStore {
  const imported = importKeys(keys);
  const [first] = keys;
  return {
    async load(key, options) {
      const sealed = await store.load(key, options);
      return sealed && transform(sealed, (info, field) => openToken(info, field, key));
    },
    async save(key, tokens, options) {
      await store.save(key, await transform(tokens, (info, field) => sealToken(info, field, key)), options);
    },
    remove: (key, options) => store.remove(key, options),
  };

  async function sealToken(info: TokenInfo, field: Field, key: string): Promise<TokenInfo> {
    const id = first?.id ?? '';
    const sealed = await seal(await keyOf(id), info.token, placeOf(info, field, key));
    return { token: `${form}.${id}.${sealed}`, validUntil: info.validUntil };
  }

  async function openToken(info: TokenInfo, field: Field, key: string): Promise<TokenInfo> {
    try {
      const [version, id = '', ...sealed] = info.token.split('.');
      if (version !== form) throw new Error('not sealed');
      const token = await openSealed(await keyOf(id), sealed.join('.'), placeOf(info, field, key));
      return { token, validUntil: info.validUntil };
    } catch (cause) {
      throw new KsefError(
        `None of the sealing keys opens the tokens of ${key} in the store. Add the key that sealed them.`,
        {
          code: 'UNSEAL_FAILED',
          cause,
        },
      );
    }
  }

  async function keyOf(id: string): Promise<CryptoKey> {
    const key = imported.get(id);
    if (key === undefined) throw new Error('no key of that id');
    return key;
  }
}

function importKeys(keys: readonly SealingKey[]): ReadonlyMap<string, Promise<CryptoKey>> {
  const imported = new Map<string, Promise<CryptoKey>>();
  for (const { id, key } of keys) {
    if (typeof id !== 'string' || !/^[\w-]+$/.test(id) || imported.has(id))
      throw invalid('each needs an id of its own, of letters, digits, - and _');
    if (!isBytes(key) || key.length !== 32) throw invalid(`key ${id} is not 32 bytes`);
    imported.set(id, importSealingKey('keys', key, 'A sealing key'));
  }
  if (imported.size === 0) throw invalid('at least one is needed');
  return imported;
}

async function transform(
  tokens: StoredTokens,
  change: (info: TokenInfo, field: Field) => Promise<TokenInfo>,
): Promise<StoredTokens> {
  const { accessToken, refreshToken } = tokens;
  return {
    ...tokens,
    accessToken: await change(accessToken, 'access'),
    ...(refreshToken && { refreshToken: await change(refreshToken, 'refresh') }),
  };
}

function placeOf(info: TokenInfo, field: Field, key: string): string {
  return JSON.stringify([key, field, info.validUntil]);
}

function invalid(wanted: string): InvalidInputError {
  return new InvalidInputError(`Sealing keys: ${wanted}.`, { code: 'INVALID_OPTION', input: 'keys' });
}
