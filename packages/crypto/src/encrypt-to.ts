import {
  constants,
  createCipheriv,
  createHash,
  diffieHellman,
  generateKeyPairSync,
  publicEncrypt,
} from 'node:crypto';
import { CryptoError } from '@ksef/core';
import type { PublicKey } from './public-key.js';
import { randomBytes } from './random.js';

/** ECIES as the official clients do it; they differ in key derivation and layout. */
export type EciesVariant = 'official-java' | 'official-csharp';

/** RSA-OAEP with SHA-256 and MGF1-SHA-256; ECIES when the key is one of an elliptic curve and the variant is named. */
export function encryptTo(
  publicKey: PublicKey,
  bytes: Uint8Array,
  ecies: EciesVariant | undefined,
): Uint8Array {
  const { key } = publicKey;
  if (key.asymmetricKeyType === 'rsa') {
    try {
      return publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, bytes);
    } catch (cause) {
      throw new CryptoError(
        `${bytes.length} bytes could not be encrypted with KSeF's RSA key. They may be too many.`,
        {
          code: 'ENCRYPTION_FAILED',
          cause,
        },
      );
    }
  }
  if (
    key.asymmetricKeyType === 'ec' &&
    ecies !== undefined &&
    key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
  ) {
    return encryptEcies(publicKey, bytes, ecies);
  }
  throw new CryptoError(
    `Unsupported type ${key.asymmetricKeyType} of KSeF's key ${publicKey.publicKeyId}. Only RSA is documented; for a P-256 key set an ecies variant.`,
    { code: 'UNSUPPORTED_KEY' },
  );
}

// Source: official clients, see docs: SPKI of an ephemeral P-256 key, nonce, then ciphertext and tag in either order.
function encryptEcies(recipient: PublicKey, bytes: Uint8Array, variant: EciesVariant): Uint8Array {
  const ephemeral = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: recipient.key });
  const key = variant === 'official-java' ? shared : createHash('sha256').update(shared).digest();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()]);
  const spki = ephemeral.publicKey.export({ type: 'spki', format: 'der' });
  const tail =
    variant === 'official-java' ? [ciphertext, cipher.getAuthTag()] : [cipher.getAuthTag(), ciphertext];
  return Buffer.concat([spki, nonce, ...tail]);
}
