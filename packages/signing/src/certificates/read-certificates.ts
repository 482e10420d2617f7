import { InvalidInputError } from '@ksef/core';
import { isBytes } from '@ksef/core/internal';
import { readPem } from './read-pem.js';

/** A certificate and, optionally, those of its issuers: PEM text, DER bytes, or a list of DER, in any order. */
export type CertificateInput = string | Uint8Array | readonly Uint8Array[];

const mostCertificates = 20;
const mostBytes = 1_000_000;

/**
 * The DER of every certificate in the input, in its order.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE`
 */
export function readCertificates(input: CertificateInput): readonly Uint8Array[] {
  const list = typeof input === 'string' ? fromPem(input) : isBytes(input) ? fromBytes(input) : input;
  if (!Array.isArray(list) || list.length === 0 || !list.every(isBytes))
    throw invalid(
      'The certificate is missing. Give PEM text with BEGIN CERTIFICATE, DER bytes, or a list of DER.',
    );
  if (list.length > mostCertificates)
    throw invalid(
      `There are ${list.length} certificates. Give the signer's own and its issuers', at most ${mostCertificates}.`,
    );
  if (list.some((der) => der.length > mostBytes))
    throw invalid(`A certificate has more than ${mostBytes} bytes, which none that KSeF accepts has.`);
  return list;
}

function fromBytes(bytes: Uint8Array): readonly Uint8Array[] {
  // A PEM file that was read as bytes: DER begins with 0x30, PEM with text.
  return bytes[0] === 0x30 ? [bytes] : fromPem(new TextDecoder().decode(bytes));
}

function fromPem(text: string): readonly Uint8Array[] {
  const certificates = readPem(text).filter(({ label }) => label === 'CERTIFICATE');
  return certificates.map(({ der }) => {
    if (der !== undefined) return der;
    throw invalid('The certificate is damaged: between BEGIN and END CERTIFICATE there is no Base64.');
  });
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_CERTIFICATE', input: 'certificate' });
}
