import { InvalidInputError, systemClock } from '@ksef/core';
import { checkOptions, shortened } from '@ksef/core/internal';
import { checkValidity } from '../certificates/check-validity.js';
import { ownFirst } from '../certificates/own-first.js';
import { type CertificateInfo, readCertificate } from '../certificates/read-certificate.js';
import { type CertificateInput, readCertificates } from '../certificates/read-certificates.js';
import { algorithmFor, type SignatureAlgorithm } from './signature-algorithm.js';
import type { Signer } from './signer.js';
import { type SignerOptions, signerOptionChecks } from './signer-options.js';

/** Signs with a local key. ECDSA as r and s side by side. */
export type RawSign = Signer['sign'];

/**
 * Creates a signer from a certificate and a key: reads and checks the certificate, chooses the algorithm, and makes the
 * source prove that its key belongs to the certificate. `isOwn` finds the signer's among several certificates.
 */
export async function makeSigner(
  certificate: CertificateInput,
  options: SignerOptions,
  source: (certificate: CertificateInfo, algorithm: SignatureAlgorithm) => Promise<RawSign> | RawSign,
  isOwn?: (der: Uint8Array) => boolean,
): Promise<Signer> {
  checkOptions<SignerOptions>(options, signerOptionChecks);
  options.signal?.throwIfAborted();
  const certificateChain = await ownFirst(readCertificates(certificate), isOwn);
  const info = await readCertificate(certificateChain[0] as Uint8Array);
  checkValidity(info, (options.clock ?? systemClock).now());
  const algorithm = algorithmFor(info, options);
  const sign = await source(info, algorithm);
  return {
    certificateChain,
    algorithm,
    async sign(bytes, { signal } = {}) {
      signal?.throwIfAborted();
      const signature = await sign(bytes, { signal });
      signal?.throwIfAborted();
      return signature;
    },
  };
}

/** The error for a key that does not belong to the certificate. */
export function keyMismatch(certificate: CertificateInfo): InvalidInputError {
  return new InvalidInputError(
    `The key does not belong to the certificate ${shortened(certificate.subject, 200)}. Give the key that the certificate was issued for.`,
    { code: 'KEY_MISMATCH', input: 'key' },
  );
}
