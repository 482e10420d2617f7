import { InvalidInputError } from '../errors/invalid-input-error.js';
import { quoted } from '../quoted.js';

declare const referenceNumberBrand: unique symbol;

/** KSeF's identifier of a login, a session, an invoice in a session, an export: 36 characters. */
export type ReferenceNumber = string & { readonly [referenceNumberBrand]: true };

// The date part is not checked as a date: the ministry's own samples break it.
const shape = /^\d{8}-[0-9A-Z]{2}-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$/;

/**
 * Checks the form of a reference number: `YYYYMMDD-XX-10 hexadecimal digits-10-2`.
 *
 * @throws InvalidInputError `INVALID_REFERENCE_NUMBER`
 * @example
 * ```ts
 * import { referenceNumber } from '@ksef/core';
 *
 * referenceNumber('20260201-SO-1234567890-ABCDEF1234-01');
 * ```
 */
export function referenceNumber(value: string): ReferenceNumber {
  if (typeof value !== 'string' || !shape.test(value)) {
    throw new InvalidInputError(
      `Invalid KSeF reference number ${quoted(value)}. Expected the form 20250625-SO-2C3E6C8000-B675CF5D68-07.`,
      { code: 'INVALID_REFERENCE_NUMBER', input: 'referenceNumber' },
    );
  }
  return value as ReferenceNumber;
}
