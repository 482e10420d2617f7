import { createCipheriv } from 'node:crypto';
import { decodeBase64, encodeBase64, InvalidInputError } from '@ksef/core';
import { checkKey, importSealingKey, openSealed, seal } from '@ksef/core/internal';

/** The AES-256 key and IV of one session. The raw key is accessible only for encryption (sealing). */
export class SessionKey {
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly #raw: Uint8Array<ArrayBuffer>;

  private constructor(raw: Uint8Array<ArrayBuffer>, iv: Uint8Array<ArrayBuffer>) {
    this.#raw = raw;
    this.iv = iv;
  }

  static create(): SessionKey {
    return new SessionKey(
      crypto.getRandomValues(new Uint8Array(32)),
      crypto.getRandomValues(new Uint8Array(16)),
    );
  }

  /** A key and IV that were created elsewhere. @throws InvalidInputError `INVALID_KEY` */
  static from(key: Uint8Array, iv: Uint8Array): SessionKey {
    checkKey('key', key, 32, "A session's key");
    checkKey('iv', iv, 16, "A session's IV");
    return new SessionKey(key.slice(), iv.slice());
  }

  /**
   * AES-256-CBC with PKCS#7 padding. Synchronous, on this thread: for an invoice, passing the work to another thread
   * takes thirty times as long as the work.
   */
  encrypt(bytes: Uint8Array): Uint8Array {
    const cipher = createCipheriv('aes-256-cbc', this.#raw, this.iv);
    return Buffer.concat([cipher.update(bytes), cipher.final()]);
  }

  /** Passes the raw key to the encryptor when the session is opened, and nowhere else. */
  withRaw<T>(use: (raw: Uint8Array) => T): T {
    return use(this.#raw);
  }

  /** Key, IV and facts, encrypted with a key of the user (AES-256-GCM). */
  async seal(sealingKey: Uint8Array, facts: unknown): Promise<string> {
    const plain = JSON.stringify({ key: encodeBase64(this.#raw), iv: encodeBase64(this.iv), facts });
    return seal(await importSealKey(sealingKey), plain);
  }

  /** @throws InvalidInputError `UNSEAL_FAILED` */
  static async unseal(sealed: string, sealingKey: Uint8Array): Promise<{ key: SessionKey; facts: unknown }> {
    const key = await importSealKey(sealingKey);
    try {
      const read = JSON.parse(await openSealed(key, sealed)) as { key: string; iv: string; facts: unknown };
      return { key: new SessionKey(decodeBase64(read.key), decodeBase64(read.iv)), facts: read.facts };
    } catch {
      throw new InvalidInputError(
        'The sealed session cannot be opened: another key sealed it, or it was changed.',
        {
          code: 'UNSEAL_FAILED',
          input: 'sealed',
        },
      );
    }
  }
}

function importSealKey(sealingKey: Uint8Array): Promise<CryptoKey> {
  return importSealingKey('sealingKey', sealingKey, 'The key that seals a session');
}
