import { isHashOf } from '../invoice-hash.js';
import { parseCertificateLink } from '../parse-certificate-link.js';
import { toP1363 } from './ecdsa-signature.js';
import { isOffline, readCertificate } from './read-certificate.js';
import { isSignatureOf } from './signature-check.js';

/** The values that {@link verifyCertificateLink} compares a link with. */
export interface CertificateLinkEvidence {
  /** The certificate that the link names, DER. */
  readonly certificate: Uint8Array;
  /** The invoice file. Without it, the hash in the link is not compared. */
  readonly invoice?: Uint8Array | undefined;
}

/** Whether a link is valid, or the first reason why it is not. */
export type CertificateLinkVerdict =
  | { readonly isValid: true }
  | {
      readonly isValid: false;
      readonly reason: 'other-invoice' | 'other-certificate' | 'certificate-type' | 'signature';
    };

/**
 * Whether the link of KOD II was signed with this certificate, for this invoice.
 *
 * Only KSeF knows whether the certificate is valid and its owner may invoice for the seller: open the link.
 *
 * @throws InvalidInputError what `parseCertificateLink` throws; `INVALID_CERTIFICATE`, `UNSUPPORTED_KEY`
 * @example
 * ```ts
 * import { verifyCertificateLink } from '@ksef/qr/certificate';
 *
 * declare const link: string, certificate: Uint8Array, invoice: Uint8Array;
 * const verdict = await verifyCertificateLink(link, { certificate, invoice });
 * if (!verdict.isValid) console.error(verdict.reason);
 * ```
 */
export async function verifyCertificateLink(
  link: string,
  { certificate, invoice }: CertificateLinkEvidence,
): Promise<CertificateLinkVerdict> {
  const { signature, signedText, certificateSerialNumber, invoiceHash } = parseCertificateLink(link);
  const read = readCertificate(certificate);
  if (read.serialNumber !== certificateSerialNumber) return { isValid: false, reason: 'other-certificate' };
  if (isOffline(read) === false) return { isValid: false, reason: 'certificate-type' };
  if (invoice !== undefined && !(await isHashOf(invoiceHash, invoice)))
    return { isValid: false, reason: 'other-invoice' };
  const plain = read.keyType === 'EC' ? toP1363(signature) : signature;
  const signed =
    plain !== undefined && (await isSignatureOf(read, plain, new TextEncoder().encode(signedText)));
  return signed ? { isValid: true } : { isValid: false, reason: 'signature' };
}
