import { InvalidInputError } from '@ksef/core';
import { anything, checkOptions, isClock, isSignal } from '@ksef/core/internal';
import type { CertificateInput } from '../certificates/read-certificates.js';
import type { HashName } from './algorithm-names.js';
import { keyMismatch, makeSigner } from './make-signer.js';
import type { AlgorithmOptions } from './signature-algorithm.js';
import { signatureVerifier } from './signature-verifier.js';
import type { Signer } from './signer.js';
import type { SignerOptions } from './signer-options.js';
import type { WebCryptoKey } from './web-crypto-key.js';

/**
 * A signer from a WebCrypto key, which may be non-extractable. The padding and hash of an RSA key were fixed when it
 * was created or imported.
 *
 * @throws InvalidInputError `INVALID_KEY`, `KEY_MISMATCH`, `INVALID_CERTIFICATE`, `CERTIFICATE_EXPIRED`,
 * `CERTIFICATE_NOT_YET_VALID`, `WEAK_KEY`, `UNSUPPORTED_CURVE`, `UNSUPPORTED_KEY`, `UNSUPPORTED_ALGORITHM`
 * @example
 * ```ts
 * import { signerFromCryptoKey } from '@ksef/signing';
 * import { testSealCertificate } from '@ksef/signing/testing';
 *
 * const { certificate, privateKey } = await testSealCertificate({ nip: '5265877635' });
 * const signer = await signerFromCryptoKey({ certificate, key: privateKey });
 * ```
 */
export async function signerFromCryptoKey(
  input: { readonly certificate: CertificateInput; readonly key: WebCryptoKey },
  options: Omit<SignerOptions, keyof AlgorithmOptions> = {},
): Promise<Signer> {
  checkOptions<typeof input>(input, { certificate: anything, key: anything });
  // Padding and hash are those of the key.
  checkOptions<typeof options>(options, { clock: isClock, signal: isSignal });
  const { certificate, key } = input;
  if (key?.type !== 'private' || !key.usages.includes('sign')) {
    throw new InvalidInputError('The key must be a private CryptoKey that may sign.', {
      code: 'INVALID_KEY',
      input: 'key',
    });
  }
  return makeSigner(certificate, { ...options, ...settledBy(key) }, async (info, algorithm) => {
    const sign = async (bytes: Uint8Array) =>
      new Uint8Array(await crypto.subtle.sign(algorithm, key, bytes as Uint8Array<ArrayBuffer>));
    // The public key cannot be read from a private key: only a signature shows whether it belongs to the certificate.
    const probe = new TextEncoder().encode('Does this key belong to this certificate?');
    const verify = await signatureVerifier(info, algorithm);
    const signature = await sign(probe).catch(() => undefined);
    if (signature === undefined || !(await verify(probe, signature))) throw keyMismatch(info);
    return sign;
  });
}

function settledBy(key: WebCryptoKey): AlgorithmOptions {
  if (!('hash' in key.algorithm)) return {};
  return {
    rsaPadding: key.algorithm.name === 'RSA-PSS' ? 'pss' : 'pkcs1',
    hash: (key.algorithm as RsaHashedKeyAlgorithm).hash.name as HashName,
  };
}
