import { InvalidInputError } from '@ksef/core';
import { shortened } from '@ksef/core/internal';
import type { CertificateInfo } from './read-certificate.js';

/**
 * Rejects a certificate that is not valid at this time.
 *
 * @param now - milliseconds since 1970
 * @throws InvalidInputError `CERTIFICATE_EXPIRED`, `CERTIFICATE_NOT_YET_VALID`
 */
export function checkValidity(certificate: CertificateInfo, now: number): void {
  if (now > Date.parse(certificate.validTo)) {
    throw refused(
      'CERTIFICATE_EXPIRED',
      `The certificate ${shortened(certificate.subject, 200)} expired at ${certificate.validTo}, and it is ${iso(now)}. Use a newer one.`,
    );
  }
  if (now < Date.parse(certificate.validFrom)) {
    throw refused(
      'CERTIFICATE_NOT_YET_VALID',
      `The certificate ${shortened(certificate.subject, 200)} is valid from ${certificate.validFrom}, and it is ${iso(now)}. Check the clock.`,
    );
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function refused(code: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code, input: 'certificate' });
}
