import { type Clock, InvalidInputError } from '@ksef/core';
import type { CertificateInfo } from './read-certificate.js';

/**
 * Refuses a certificate that is not valid at this moment.
 *
 * @throws InvalidInputError `CERTIFICATE_EXPIRED`, `CERTIFICATE_NOT_YET_VALID`
 */
export function checkValidity(certificate: CertificateInfo, clock: Clock): void {
  const now = clock.now();
  if (now > Date.parse(certificate.validTo)) {
    throw refused(
      'CERTIFICATE_EXPIRED',
      `The certificate ${certificate.subject} expired at ${certificate.validTo}. Use a newer one.`,
    );
  }
  if (now < Date.parse(certificate.validFrom)) {
    throw refused(
      'CERTIFICATE_NOT_YET_VALID',
      `The certificate ${certificate.subject} is valid from ${certificate.validFrom}, not yet now. Check the clock.`,
    );
  }
}

function refused(code: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input: 'certificate' });
}
