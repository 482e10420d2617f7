import { InvalidInputError } from '../errors/invalid-input-error.js';
import { type ReferenceNumber, referenceNumber } from './reference-number.js';

/**
 * The reference number of a KSeF token, which is the first part of its text. Errors never show the token.
 *
 * @throws InvalidInputError `INVALID_REFERENCE_NUMBER`
 * @example
 * ```ts
 * import { ksefTokenReference } from '@ksef/core/internal';
 *
 * ksefTokenReference(process.env.KSEF_TOKEN ?? ''); // '20250625-EC-2C3E6C8000-B675CF5D68-07'
 * ```
 */
export function ksefTokenReference(ksefToken: string): ReferenceNumber {
  const [reference = ''] = ksefToken.trim().split('|');
  try {
    return referenceNumber(reference);
  } catch {
    throw new InvalidInputError(
      'The KSeF token does not begin with a reference number. Use the whole token.',
      {
        code: 'INVALID_REFERENCE_NUMBER',
        input: 'ksefToken',
      },
    );
  }
}
