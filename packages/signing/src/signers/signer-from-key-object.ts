import type { KeyObject, SigningOptions, SignKeyObjectInput, SignPrivateKeyInput } from 'node:crypto';
import { InvalidInputError } from '@ksef/core';
import { anything, checkOptions } from '@ksef/core/internal';
import type { CertificateInfo } from '../certificates/read-certificate.js';
import type { CertificateInput } from '../certificates/read-certificates.js';
import { keyMismatch, makeSigner, type RawSign } from './make-signer.js';
import { isSameKey } from './same-key.js';
import type { SignatureAlgorithm } from './signature-algorithm.js';
import type { Signer } from './signer.js';
import type { SignerOptions } from './signer-options.js';

/**
 * A signer from a private key of `node:crypto`.
 *
 * @throws InvalidInputError `INVALID_KEY`, `KEY_MISMATCH`, `INVALID_CERTIFICATE`, `CERTIFICATE_EXPIRED`,
 * `CERTIFICATE_NOT_YET_VALID`, `WEAK_KEY`, `UNSUPPORTED_CURVE`, `UNSUPPORTED_KEY`, `UNSUPPORTED_ALGORITHM`
 * @example
 * ```ts
 * import { createPrivateKey } from 'node:crypto';
 * import { readFile } from 'node:fs/promises';
 * import { signerFromKeyObject } from '@ksef/signing';
 *
 * const key = createPrivateKey(await readFile('key.pem'));
 * const signer = await signerFromKeyObject({ certificate: await readFile('certificate.pem'), key });
 * ```
 */
export async function signerFromKeyObject(
  input: { readonly certificate: CertificateInput; readonly key: KeyObject },
  options: SignerOptions = {},
): Promise<Signer> {
  checkOptions<typeof input>(input, { certificate: anything, key: anything });
  const { certificate, key } = input;
  if (key?.type !== 'private') {
    throw new InvalidInputError('The key must be a private key (KeyObject) of node:crypto.', {
      code: 'INVALID_KEY',
      input: 'key',
    });
  }
  const { createPublicKey, X509Certificate } = await import('node:crypto');
  const publicKey = createPublicKey(key);
  const isOwn = (der: Uint8Array) => {
    try {
      return isSameKey(new X509Certificate(der).publicKey, publicKey);
    } catch {
      return false;
    }
  };
  return makeSigner(certificate, options, (info, algorithm) => nodeSign(key, info, algorithm), isOwn);
}

async function nodeSign(
  key: KeyObject,
  certificate: CertificateInfo,
  algorithm: SignatureAlgorithm,
): Promise<RawSign> {
  const { constants, createPublicKey, sign } = await import('node:crypto');
  const own = createPublicKey(key);
  let fits: boolean;
  try {
    fits = isSameKey(
      own,
      createPublicKey({ key: Buffer.from(certificate.spki), format: 'der', type: 'spki' }),
    );
  } catch (cause) {
    throw new InvalidInputError('The certificate is damaged: its public key cannot be read.', {
      code: 'INVALID_CERTIFICATE',
      input: 'certificate',
      cause,
    });
  }
  if (!fits) throw keyMismatch(certificate);

  const how: SigningOptions = {};
  if (algorithm.name === 'ECDSA') how.dsaEncoding = 'ieee-p1363';
  if (algorithm.name === 'RSA-PSS') {
    how.padding = constants.RSA_PKCS1_PSS_PADDING;
    how.saltLength = algorithm.saltLength;
  }
  const hash = algorithm.hash.replace('-', '').toLowerCase();
  const signWith = (bytes: Uint8Array, input: SignKeyObjectInput | SignPrivateKeyInput) =>
    new Promise<Uint8Array>((resolve, reject) => {
      sign(hash, bytes, input, (error, signature) =>
        error ? reject(error) : resolve(new Uint8Array(signature)),
      );
    });
  return (bytes) =>
    signWith(bytes, { key, ...how }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_INVALID_ARG_TYPE') throw error;
      // Cloudflare Workers do not accept a key object together with options.
      const der = key.export({ type: 'pkcs8', format: 'der' });
      return signWith(bytes, { key: der, type: 'pkcs8', format: 'der', ...how });
    });
}
