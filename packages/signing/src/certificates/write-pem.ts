import { encodeBase64 } from '@ksef/core';

/**
 * DER as PEM text: lines of 64 characters.
 *
 * @example
 * ```ts
 * import { writePem } from '@ksef/signing';
 *
 * declare const der: Uint8Array;
 *
 * const pem = writePem('CERTIFICATE', der); // '-----BEGIN CERTIFICATE-----…'
 * ```
 */
export function writePem(
  label: 'CERTIFICATE' | 'CERTIFICATE REQUEST' | 'PRIVATE KEY',
  der: Uint8Array,
): string {
  const lines = encodeBase64(der).replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
