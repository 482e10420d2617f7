import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import type { WebCryptoKeyPair } from '../signers/web-crypto-key.js';

/** Kinds of key that can be created here. */
export type KeyType = 'P-256' | 'P-384' | 'P-521' | 'RSA-2048' | 'RSA-3072' | 'RSA-4096';

/**
 * Creates a key pair in this process. It is extractable so that it can be stored.
 *
 * @throws InvalidInputError `UNSUPPORTED_KEY`
 * @example
 * ```ts
 * import { makeKeyPair, privateKeyPem } from '@ksef/signing';
 *
 * const { privateKey } = await makeKeyPair('P-256');
 * const pem = await privateKeyPem(privateKey, { passphrase: process.env.KEY_PASSPHRASE });
 * ```
 */
export async function makeKeyPair(type: KeyType): Promise<WebCryptoKeyPair> {
  return crypto.subtle.generateKey(keyParameters(type), true, ['sign', 'verify']);
}

function keyParameters(type: KeyType): RsaHashedKeyGenParams | EcKeyGenParams {
  const match = /^(?:(P-256|P-384|P-521)|RSA-(2048|3072|4096))$/.exec(type);
  if (!match) {
    throw new InvalidInputError(`Unknown kind of key ${quoted(type)}. Use P-256 or RSA-2048.`, {
      code: 'UNSUPPORTED_KEY',
      input: 'keyType',
    });
  }
  const [, namedCurve, bits] = match;
  if (namedCurve !== undefined) return { name: 'ECDSA', namedCurve };
  return {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: Number(bits),
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  };
}
