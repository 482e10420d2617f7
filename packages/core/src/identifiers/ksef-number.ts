import { InvalidInputError } from '../errors/invalid-input-error.js';
import { quoted } from '../quoted.js';
import { crc8 } from './crc8.js';
import { lenientNip, type Nip } from './nip.js';

declare const ksefNumberBrand: unique symbol;

/** The number that KSeF assigns to an invoice, checked by {@link ksefNumber}. */
export type KsefNumber = string & { readonly [ksefNumberBrand]: true };

/** The parts of a KSeF number. */
export interface KsefNumberParts {
  /** NIP of the seller. */
  readonly sellerNip: Nip;
  /** Day on which KSeF accepted the invoice, `YYYY-MM-DD`. */
  readonly acceptedOn: string;
  /** Twelve upper-case hexadecimal digits. */
  readonly technicalPart: string;
  /** CRC-8 of everything before it, two upper-case hexadecimal digits. */
  readonly checksum: string;
}

// Source: pattern `KsefNumber` of the contract. The form of KSeF 1.0 has a dash inside the technical part. No document
// describes the checksum of that form: it is assumed to cover the text with its dash.
const shape =
  /^([1-9](?:\d[1-9]|[1-9]\d)\d{7})-((?:20[2-9]\d|2[1-9]\d{2}|[3-9]\d{3})(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))-([0-9A-F]{6})(-?)([0-9A-F]{6})-([0-9A-F]{2})$/;

/**
 * Checks a KSeF number: form and CRC-8.
 *
 * @throws InvalidInputError `INVALID_KSEF_NUMBER`
 * @example
 * ```ts
 * import { ksefNumber } from '@ksef/core';
 *
 * ksefNumber('5265877635-20250826-0100001AF629-AF');
 * ```
 */
export function ksefNumber(value: string): KsefNumber {
  parseKsefNumber(value);
  return value as KsefNumber;
}

/**
 * Parses a KSeF number, and checks its form and CRC-8.
 *
 * @throws InvalidInputError `INVALID_KSEF_NUMBER`
 * @example
 * ```ts
 * import { parseKsefNumber } from '@ksef/core';
 *
 * parseKsefNumber('5265877635-20250826-0100001AF629-AF').acceptedOn; // '2025-08-26'
 * ```
 */
export function parseKsefNumber(value: string): KsefNumberParts {
  const match = typeof value === 'string' ? shape.exec(value) : null;
  if (match === null) {
    throw invalid(
      `Invalid KSeF number ${quoted(value)}. Expected NIP-YYYYMMDD-12 hexadecimal digits-2 digits of checksum.`,
    );
  }
  const [, sellerNip = '', day = '', head = '', dash = '', tail = '', checksum = ''] = match;
  const expected = crc8(`${sellerNip}-${day}-${head}${dash}${tail}`);
  if (checksum !== expected) {
    throw invalid(`KSeF number ${value} has a wrong checksum: found ${checksum}, expected ${expected}.`);
  }
  return {
    sellerNip: sellerNip as Nip,
    acceptedOn: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
    technicalPart: head + tail,
    checksum,
  };
}

/**
 * Builds a KSeF number with a correct checksum. Only KSeF assigns real ones: this is for tests and emulators.
 *
 * @throws InvalidInputError `INVALID_NIP`, `INVALID_KSEF_NUMBER`
 */
export function makeKsefNumber(
  parts: Omit<KsefNumberParts, 'checksum' | 'sellerNip'> & { sellerNip: string },
): KsefNumber {
  const body = `${lenientNip(parts.sellerNip)}-${parts.acceptedOn.replaceAll('-', '')}-${parts.technicalPart}`;
  return ksefNumber(`${body}-${crc8(body)}`);
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_KSEF_NUMBER', input: 'ksefNumber' });
}
