import { CryptoError, IntegrityError } from '@ksef/core';
import type { PackagePart, PartFaults } from './part-check.js';
import type { PartDownload } from './part-download.js';

/** Whether nothing is. */
export function isGood(faults: PartFaults): boolean {
  return faults.size === undefined && !faults.undecryptable && faults.mismatches.length === 0;
}

/** True when the caller accepts the fault; else the error. */
export async function acceptOrThrow(
  part: PackagePart,
  faults: PartFaults,
  { acceptMismatch, emit }: PartDownload,
): Promise<true> {
  const { ordinalNumber } = part;
  if (faults.undecryptable && faults.mismatches.every(({ field }) => field !== 'encryptedPartHash')) {
    throw new CryptoError(
      `Part ${ordinalNumber} could not be decrypted, although its hash is correct: wrong key or IV for this export.`,
      { code: 'DECRYPTION_FAILED' },
    );
  }
  if (faults.size !== undefined || faults.undecryptable) throw wrong(part, describe(faults));
  for (const mismatch of faults.mismatches) {
    if (!(await acceptMismatch?.(mismatch))) throw wrong(part, describe(faults));
    emit({ type: 'mismatch-accepted', ordinalNumber, field: mismatch.field });
  }
  return true;
}

export function wrong(part: PackagePart, why: string): IntegrityError {
  return new IntegrityError(
    `Part ${part.ordinalNumber} of the package differs from what KSeF states: ${why}. A new export usually fixes it.`,
    { code: 'PART_MISMATCH' },
  );
}

/** The fault, in words. */
export function describe({ size, undecryptable, mismatches }: PartFaults): string {
  const reasons = mismatches.map(
    ({ field, expected, actual }) => `${field} is ${actual} instead of ${expected}`,
  );
  if (size !== undefined) reasons.unshift(size);
  if (undecryptable) reasons.push('it cannot be decrypted');
  return reasons.join('; ');
}
