import { type Cipher, createCipheriv, createDecipheriv, type Decipher } from 'node:crypto';
import { CryptoError } from '@ksef/core';
import { checkKey } from '@ksef/core/internal';

/** Key (32 bytes) and initialisation vector (16 bytes) of AES-256-CBC. */
export interface AesKey {
  /** 32 bytes. A secret. */
  readonly key: Uint8Array;
  /** 16 bytes. */
  readonly iv: Uint8Array;
}

/**
 * AES-256-CBC with PKCS#7 padding, as KSeF expects it: nothing precedes the ciphertext.
 *
 * @throws InvalidInputError `INVALID_KEY`
 * @example
 * ```ts
 * import { decryptAes, encryptAes, randomIv, randomKey } from '@ksef/crypto';
 *
 * const aes = { key: randomKey(), iv: randomIv() };
 * const ciphertext = await encryptAes(new TextEncoder().encode('<Faktura/>'), aes);
 * const plain = await decryptAes(ciphertext, aes);
 * ```
 */
export async function encryptAes(bytes: Uint8Array, aes: AesKey): Promise<Uint8Array> {
  const key = await importKey(aes, 'encrypt');
  return new Uint8Array(
    await crypto.subtle.encrypt({ name: 'AES-CBC', iv: aes.iv as BufferSource }, key, bytes as BufferSource),
  );
}

/**
 * Decrypts what {@link encryptAes} encrypted.
 *
 * @throws CryptoError `DECRYPTION_FAILED`
 * @throws InvalidInputError `INVALID_KEY`
 * @example
 * ```ts
 * import { decryptAes, encryptAes, randomIv, randomKey } from '@ksef/crypto';
 *
 * const aes = { key: randomKey(), iv: randomIv() };
 * const ciphertext = await encryptAes(new TextEncoder().encode('<Faktura/>'), aes);
 * const plain = await decryptAes(ciphertext, aes);
 * ```
 */
export async function decryptAes(bytes: Uint8Array, aes: AesKey): Promise<Uint8Array> {
  const key = await importKey(aes, 'decrypt');
  try {
    return new Uint8Array(
      await crypto.subtle.decrypt(
        { name: 'AES-CBC', iv: aes.iv as BufferSource },
        key,
        bytes as BufferSource,
      ),
    );
  } catch {
    throw failed();
  }
}

/**
 * The same as {@link encryptAes} on a stream of any length.
 *
 * @throws InvalidInputError `INVALID_KEY`
 * @example
 * ```ts
 * import { openAsBlob } from 'node:fs';
 * import { aesEncryptStream, randomIv, randomKey, sha256Stream } from '@ksef/crypto';
 *
 * const hashed = sha256Stream();
 * const file = await openAsBlob('package.zip');
 * const ciphertext = file.stream().pipeThrough(aesEncryptStream({ key: randomKey(), iv: randomIv()
 * })).pipeThrough(hashed); for await (const bytes of ciphertext) console.log(bytes.length);
 * const { hash, sizeBytes } = await hashed.digest;
 * ```
 */
export function aesEncryptStream(aes: AesKey): TransformStream<Uint8Array, Uint8Array> {
  checkAesKey(aes);
  return through(createCipheriv('aes-256-cbc', aes.key, aes.iv));
}

/**
 * The same as {@link decryptAes} on a stream of any length.
 *
 * @throws InvalidInputError `INVALID_KEY`
 * @example
 * ```ts
 * import { aesDecryptStream, type AesKey } from '@ksef/crypto';
 *
 * declare const aes: AesKey;
 * declare const ciphertext: ReadableStream<Uint8Array>;
 *
 * const plain = ciphertext.pipeThrough(aesDecryptStream(aes));
 * ```
 */
export function aesDecryptStream(aes: AesKey): TransformStream<Uint8Array, Uint8Array> {
  checkAesKey(aes);
  return through(createDecipheriv('aes-256-cbc', aes.key, aes.iv));
}

function through(cipher: Cipher | Decipher): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform(chunk, controller) {
      const out = cipher.update(chunk);
      if (out.length > 0) controller.enqueue(out);
    },
    flush(controller) {
      try {
        const out = cipher.final();
        if (out.length > 0) controller.enqueue(out);
      } catch {
        throw failed();
      }
    },
  });
}

function importKey(aes: AesKey, usage: 'encrypt' | 'decrypt'): Promise<CryptoKey> {
  checkAesKey(aes);
  return crypto.subtle.importKey('raw', aes.key as BufferSource, 'AES-CBC', false, [usage]);
}

function checkAesKey(aes: AesKey): void {
  checkKey('key', aes?.key, 32, 'The key of AES-256-CBC');
  checkKey('iv', aes?.iv, 16, 'The IV of AES-256-CBC');
}

function failed(): CryptoError {
  return new CryptoError('Decryption failed: wrong key or IV, or the data is corrupted.', {
    code: 'DECRYPTION_FAILED',
  });
}
