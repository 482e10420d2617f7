import { type Clock, InvalidInputError } from '@ksef/core';
import type { CertificateInfo } from './read-certificate.js';

/**
 * Refuses a certificate that is not valid at this moment.
 *
 * @throws InvalidInputError `CERTIFICATE_EXPIRED`, `CERTIFICATE_NOT_YET_VALID`
 */
export function checkValidity(certificate: CertificateInfo, clock: Clock): void {
  const now = clock.now();
  if (now > certificate.validToMs) {
    throw refused(
      'CERTIFICATE_EXPIRED',
      `The certificate ${certificate.subject} expired at ${iso(certificate.validToMs)}. Use a newer one.`,
    );
  }
  if (now < certificate.validFromMs) {
    throw refused(
      'CERTIFICATE_NOT_YET_VALID',
      `The certificate ${certificate.subject} is valid from ${iso(certificate.validFromMs)}, not yet now. Check the clock.`,
    );
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function refused(code: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input: 'certificate' });
}
