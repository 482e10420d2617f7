import { InvalidInputError, isBytes } from '@ksef/core';

/** A certificate and, if wanted, those of its issuers: PEM text, DER bytes, or a list of DER, the signer's own first. */
export type CertificateInput = string | Uint8Array | readonly Uint8Array[];

/**
 * The DER of every certificate in the input.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE`
 */
export function readCertificates(input: CertificateInput): readonly Uint8Array[] {
  const list = typeof input === 'string' ? fromPem(input) : isBytes(input) ? fromBytes(input) : input;
  if (Array.isArray(list) && list.length > 0 && list.every(isBytes)) return list;
  throw invalid(
    'No certificate was given: PEM text with BEGIN CERTIFICATE, DER bytes or a list of DER is needed.',
  );
}

function fromBytes(bytes: Uint8Array): readonly Uint8Array[] {
  // A PEM file that was read as bytes: DER begins with 0x30, PEM with text.
  return bytes[0] === 0x30 ? [bytes] : fromPem(new TextDecoder().decode(bytes));
}

function fromPem(text: string): readonly Uint8Array[] {
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g);
  return Array.from(blocks, ([, base64 = '']) => {
    try {
      return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    } catch {
      throw invalid('The certificate is damaged: between BEGIN and END CERTIFICATE there is no Base64.');
    }
  });
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_CERTIFICATE', input: 'certificate' });
}
