import { InvalidInputError } from '../errors/invalid-input-error.js';
import { quoted } from '../quoted.js';

declare const nipBrand: unique symbol;

/** A Polish tax number (NIP): ten digits, checked by {@link nip}. */
export type Nip = string & { readonly [nipBrand]: true };

// Source: pattern `Nip` of the KSeF contract.
const shape = /^[1-9]((\d[1-9])|([1-9]\d))\d{7}$/;
const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7] as const;

/**
 * Checks a NIP: ten digits (dashes and spaces between them are dropped) with a correct checksum.
 *
 * @throws InvalidInputError `INVALID_NIP`
 * @example
 * ```ts
 * import { nip } from '@ksef/core';
 *
 * const seller = nip('526-587-76-35'); // '5265877635'
 * ```
 */
export function nip(value: string): Nip {
  const digits = lenientNip(value);
  if (!hasNipChecksum(digits)) {
    throw new InvalidInputError(
      `NIP ${digits} has a wrong checksum. Check the digits; for made-up numbers on TEST use lenientNip().`,
      { code: 'INVALID_NIP', input: 'nip' },
    );
  }
  return digits;
}

/**
 * Like {@link nip}, but does not check the checksum: test data on TEST often breaks it.
 *
 * @throws InvalidInputError `INVALID_NIP`
 * @example
 * ```ts
 * import { lenientNip } from '@ksef/core';
 *
 * lenientNip('1234567890'); // nip() refuses it
 * ```
 */
export function lenientNip(value: string): Nip {
  const digits = typeof value === 'string' ? value.trim().replace(/(?<=\d)[- ](?=\d)/g, '') : '';
  if (!shape.test(digits)) {
    throw new InvalidInputError(`Invalid NIP ${quoted(value)}. Expected ten digits, e.g. 5265877635.`, {
      code: 'INVALID_NIP',
      input: 'nip',
    });
  }
  return digits as Nip;
}

/**
 * Whether the tenth digit of a NIP is the checksum of the first nine.
 *
 * @example
 * ```ts
 * import { hasNipChecksum } from '@ksef/core';
 *
 * hasNipChecksum('5265877635'); // true
 * ```
 */
export function hasNipChecksum(digits: string): boolean {
  let sum = 0;
  for (const [index, weight] of weights.entries()) sum += weight * Number(digits[index]);
  return sum % 11 === Number(digits[9]);
}
