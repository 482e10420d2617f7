import { type ContextIdentifier, type ContextIdentifierType, decodeBase64Url, lenientNip } from '@ksef/core';
import { contextInLink } from './context-in-link.js';
import { matchLink } from './match-link.js';

/** The contents of a KOD II link. */
export interface CertificateLinkParts {
  /** The context in which the invoice was issued. */
  readonly context: ContextIdentifier;
  readonly sellerNip: string;
  /** Upper-case hexadecimal, 16 digits. */
  readonly certificateSerialNumber: string;
  /** SHA-256 of the invoice file, 32 bytes. */
  readonly invoiceHash: Uint8Array;
  /** RSA-PSS, or r and s of ECDSA side by side or as DER. */
  readonly signature: Uint8Array;
  /** The signed text: the link without scheme and signature. */
  readonly signedText: string;
}

/**
 * Parses a KOD II link strictly: a changed last character is detected.
 *
 * @throws InvalidInputError `INVALID_LINK`, `INVALID_NIP`, `INVALID_BASE64`
 * @example
 * ```ts
 * import { parseCertificateLink } from '@ksef/qr';
 *
 * declare const link: string; // read from a code
 *
 * const { context, sellerNip, certificateSerialNumber } = parseCertificateLink(link);
 * ```
 */
export function parseCertificateLink(link: string): CertificateLinkParts {
  const [address = '', context = '', seller = '', certificateSerialNumber = '', hash = '', signature = ''] =
    matchLink(link, 'certificate', `(${contextInLink})/(\\d{10})/([\\dA-F]{16})/([\\w-]{43})/([\\w-]+)`);
  const [type, value = ''] = context.split('/');
  return {
    context: { type: type as ContextIdentifierType, value },
    sellerNip: lenientNip(seller),
    certificateSerialNumber,
    invoiceHash: decodeBase64Url(hash),
    signature: decodeBase64Url(signature),
    signedText: address.slice(0, -signature.length - 1),
  };
}
