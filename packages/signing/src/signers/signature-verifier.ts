import type { CertificateInfo } from '../certificates/read-certificate.js';
import type { SignatureAlgorithm } from './signature-algorithm.js';

/** Whether a signature of the bytes is valid. */
export type SignatureVerifier = (bytes: Uint8Array, signature: Uint8Array) => Promise<boolean>;

/** Verifies with a certificate's public key, which is imported once. ECDSA: r and s side by side. */
export async function signatureVerifier(
  certificate: CertificateInfo,
  algorithm: SignatureAlgorithm,
): Promise<SignatureVerifier> {
  const spki = certificate.spki as Uint8Array<ArrayBuffer>;
  const key = await crypto.subtle.importKey('spki', spki, algorithm, false, ['verify']);
  return (bytes, signature) =>
    crypto.subtle.verify(
      algorithm,
      key,
      signature as Uint8Array<ArrayBuffer>,
      bytes as Uint8Array<ArrayBuffer>,
    );
}
