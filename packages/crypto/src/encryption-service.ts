import { type Clock, CryptoError, InvalidInputError, systemClock } from '@ksef/core';
import {
  checkKey,
  checkOptions,
  expects,
  isClock,
  numberFrom,
  type OptionChecks,
  objectWith,
  oneOf,
} from '@ksef/core/internal';
import { type EciesVariant, encryptTo } from './encrypt-to.js';
import { KeyCache } from './key-cache.js';
import { readListedKey, readPreloadedKey } from './public-key.js';
import type { PreloadedKey, PublicKeySource } from './public-key-source.js';

/** Options of {@link EncryptionService}: a source, preloaded keys, or both. */
export interface EncryptionServiceOptions {
  /** Where keys are fetched. Needed, unless keys are preloaded. */
  readonly source?: PublicKeySource | undefined;
  /** Preloaded keys: no network as long as they are valid. */
  readonly preloaded?: readonly PreloadedKey[] | undefined;
  readonly clock?: Clock | undefined;
  /** How long before it expires a key is fetched again, in milliseconds. Default 120 000. */
  readonly refreshSkewMs?: number | undefined;
  /** Undocumented by KSeF, and its two official clients differ: used only when named here and KSeF lists an EC key. */
  readonly ecies?: EciesVariant | undefined;
}

const optionChecks: OptionChecks<EncryptionServiceOptions> = {
  source: objectWith('listPublicKeys'),
  preloaded: expects('an array of keys', Array.isArray),
  clock: isClock,
  refreshSkewMs: numberFrom(0),
  ecies: oneOf('official-java', 'official-csharp'),
};

/** Bytes encrypted for KSeF, and the key that was used. */
export interface EncryptedForKsef {
  /** The ciphertext: 256 bytes for a key of RSA-2048. */
  readonly encrypted: Uint8Array;
  /** KSeF's id of the key: SHA-256 of its SubjectPublicKeyInfo, Base64. */
  readonly publicKeyId: string;
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/**
 * Encrypts for KSeF with its public keys: KSeF tokens for logins, AES keys for sessions and exports.
 *
 * @example
 * ```ts
 * import { createApi, listPublicKeyCertificates } from '@ksef/api';
 * import { environments } from '@ksef/core';
 * import { EncryptionService, randomKey } from '@ksef/crypto';
 *
 * const api = createApi({ environment: environments.test });
 * const encryption = new EncryptionService({
 *   source: { listPublicKeys: (options) => listPublicKeyCertificates(api, {}, options) },
 * });
 * const { encrypted, publicKeyId } = await encryption.encryptSymmetricKey(randomKey());
 * ```
 */
export class EncryptionService {
  readonly #tokenKeys: KeyCache;
  readonly #symmetricKeys: KeyCache;
  readonly #ecies: EciesVariant | undefined;

  /**
   * @throws InvalidInputError `INVALID_OPTION`, also when there is neither a source nor a preloaded key
   */
  constructor(options: EncryptionServiceOptions) {
    checkOptions<EncryptionServiceOptions>(options ?? {}, optionChecks);
    const { source, clock = systemClock, refreshSkewMs = 120_000 } = options ?? {};
    if (source === undefined && (options.preloaded ?? []).length === 0) {
      throw new InvalidInputError('EncryptionService needs a source of public keys, or preloaded ones.', {
        code: 'INVALID_OPTION',
        input: 'source',
      });
    }
    const preloaded = (options.preloaded ?? []).map(readPreloadedKey);
    const cacheOf = (usage: string) => {
      // Keys of other usages are not read: a type that a newer KSeF adds must not stop this one.
      const fetchKeys =
        source &&
        (async (signal: AbortSignal) => {
          const listed = await source.listPublicKeys({ signal });
          if (!Array.isArray(listed)) {
            throw new CryptoError(
              'The response is not a list of public keys. Check that KSeF answers at this address.',
              {
                code: 'NO_PUBLIC_KEY',
              },
            );
          }
          return listed.filter((key) => key.usage.includes(usage)).map(readListedKey);
        });
      return new KeyCache({ clock, refreshSkewMs, preloaded, fetchKeys, usage });
    };
    this.#tokenKeys = cacheOf('KsefTokenEncryption');
    this.#symmetricKeys = cacheOf('SymmetricKeyEncryption');
    this.#ecies = options.ecies;
  }

  /**
   * Encrypts `token|timestampMs`, as a login by KSeF token requires. @throws CryptoError `NO_PUBLIC_KEY`,
   * `UNSUPPORTED_KEY`
   */
  async encryptToken(
    plaintext: { readonly token: string; readonly timestampMs: number },
    options: CallOptions = {},
  ): Promise<EncryptedForKsef> {
    const key = await this.#tokenKeys.get(options.signal);
    const bytes = new TextEncoder().encode(`${plaintext.token}|${plaintext.timestampMs}`);
    return { encrypted: encryptTo(key, bytes, this.#ecies), publicKeyId: key.publicKeyId };
  }

  /**
   * Encrypts a 32-byte AES key. @throws InvalidInputError `INVALID_KEY` @throws CryptoError `NO_PUBLIC_KEY`,
   * `UNSUPPORTED_KEY`
   */
  async encryptSymmetricKey(key: Uint8Array, options: CallOptions = {}): Promise<EncryptedForKsef> {
    checkKey('key', key, 32, 'An AES-256 key');
    const publicKey = await this.#symmetricKeys.get(options.signal);
    return { encrypted: encryptTo(publicKey, key, this.#ecies), publicKeyId: publicKey.publicKeyId };
  }

  /**
   * Fetches both keys again, after KSeF said that one is unknown or withdrawn (21470).
   *
   * @throws CryptoError `NO_PUBLIC_KEY`, also when keys were only preloaded: they must be replaced
   */
  async forceRefresh(options: CallOptions = {}): Promise<void> {
    await Promise.all([this.#tokenKeys.refresh(options.signal), this.#symmetricKeys.refresh(options.signal)]);
  }
}
