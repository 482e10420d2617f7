import { InvalidInputError } from '@ksef/core';
import { quoted } from '@ksef/core/internal';
import type { EnrollmentRequest } from '../certificate-types.js';

// Source: EnrollCertificateRequest in the contract.
const namePattern = /^[a-zA-Z0-9_\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]{5,100}$/;
const serialPattern = /^[0-9A-F]{16}$/;

/**
 * Checks name and type before anything is sent; KSeF answers 500 to a wrong type.
 *
 * @throws InvalidInputError `INVALID_CERTIFICATE_NAME`, `INVALID_CERTIFICATE_TYPE`
 */
export function checkEnrollment({ name, type }: EnrollmentRequest): void {
  if (typeof name !== 'string' || !namePattern.test(name)) {
    throw new InvalidInputError(
      `Invalid certificate name ${quoted(name)}. Use 5 to 100 letters, digits, spaces, "-" or "_".`,
      { code: 'INVALID_CERTIFICATE_NAME', input: 'name' },
    );
  }
  if (type !== 'Authentication' && type !== 'Offline') {
    throw new InvalidInputError(
      `Invalid certificate type ${quoted(type)}. Use "Authentication" or "Offline".`,
      { code: 'INVALID_CERTIFICATE_TYPE', input: 'type' },
    );
  }
}

/**
 * Checks a serial number in KSeF's notation.
 *
 * @throws InvalidInputError `INVALID_SERIAL_NUMBER`
 */
export function checkSerialNumber(serialNumber: string): void {
  if (typeof serialNumber === 'string' && serialPattern.test(serialNumber)) return;
  throw new InvalidInputError(
    `Invalid serial number ${quoted(serialNumber)} of a KSeF certificate. Expected 16 characters 0-9 and A-F.`,
    { code: 'INVALID_SERIAL_NUMBER', input: 'serialNumber' },
  );
}
