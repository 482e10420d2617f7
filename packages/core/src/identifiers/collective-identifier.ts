import { InvalidInputError } from '../errors/invalid-input-error.js';
import { quoted } from '../quoted.js';
import { crc8 } from './crc8.js';
import type { Nip } from './nip.js';

declare const collectiveIdentifierBrand: unique symbol;

/** One number for several invoices of a seller, validated by {@link collectiveIdentifier}. */
export type CollectiveIdentifier = string & { readonly [collectiveIdentifierBrand]: true };

/** The parts of a collective identifier. */
export interface CollectiveIdentifierParts {
  /** NIP of the seller of all its invoices. */
  readonly sellerNip: Nip;
  /** Month in which it was created, `YYYY-MM`. */
  readonly createdIn: string;
  /** Twelve upper-case hexadecimal digits. */
  readonly technicalPart: string;
  /** CRC-8 of everything before it, two upper-case hexadecimal digits. */
  readonly checksum: string;
}

// Source: `GenerateCollectiveIdentifierResponse` in the contract.
const shape =
  /^([1-9](?:\d[1-9]|[1-9]\d)\d{7})-IZ(20[2-9]\d|2[1-9]\d{2})(0[1-9]|1[0-2])-([0-9A-F]{12})-([0-9A-F]{2})$/;

/**
 * Checks a collective identifier (identyfikator zbiorczy): form and CRC-8.
 *
 * @throws InvalidInputError `INVALID_COLLECTIVE_IDENTIFIER`
 * @example
 * ```ts
 * import { collectiveIdentifier } from '@ksef/core';
 *
 * collectiveIdentifier('1111111111-IZ202607-65ED02180000-E7');
 * ```
 */
export function collectiveIdentifier(value: string): CollectiveIdentifier {
  parseCollectiveIdentifier(value);
  return value as CollectiveIdentifier;
}

/**
 * Parses a collective identifier, and checks its form and CRC-8.
 *
 * @throws InvalidInputError `INVALID_COLLECTIVE_IDENTIFIER`
 * @example
 * ```ts
 * import { parseCollectiveIdentifier } from '@ksef/core';
 *
 * parseCollectiveIdentifier('1111111111-IZ202607-65ED02180000-E7').createdIn; // '2026-07'
 * ```
 */
export function parseCollectiveIdentifier(value: string): CollectiveIdentifierParts {
  const match = typeof value === 'string' ? shape.exec(value) : null;
  if (match === null) {
    throw invalid(
      `Invalid collective identifier ${quoted(value)}. Expected NIP-IZYYYYMM-12 hexadecimal digits-2 digits of checksum.`,
    );
  }
  const [, sellerNip = '', year = '', month = '', technicalPart = '', checksum = ''] = match;
  const expected = crc8(value.slice(0, -3));
  if (checksum !== expected) {
    throw invalid(
      `Collective identifier ${value} has a wrong checksum: found ${checksum}, expected ${expected}.`,
    );
  }
  return { sellerNip: sellerNip as Nip, createdIn: `${year}-${month}`, technicalPart, checksum };
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError(message, {
    code: 'INVALID_COLLECTIVE_IDENTIFIER',
    input: 'collectiveIdentifier',
  });
}
