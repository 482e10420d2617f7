import { CryptoError, IntegrityError } from '@ksef/core';
import type { PackagePart, PartFaults } from './part-check.js';
import type { PartDownload } from './part-download.js';

/** Whether nothing is. */
export function isGood(faults: PartFaults): boolean {
  return faults.size === undefined && !faults.undecryptable && faults.mismatches.length === 0;
}

/** True when the caller accepts what is wrong; else the error. */
export async function acceptOrThrow(
  part: PackagePart,
  faults: PartFaults,
  { acceptMismatch, emit }: PartDownload,
): Promise<true> {
  const { ordinalNumber } = part;
  if (faults.undecryptable && faults.mismatches.every(({ field }) => field !== 'encryptedPartHash')) {
    throw new CryptoError(
      `Part ${ordinalNumber} is what KSeF states and cannot be decrypted: the key or IV is not that of this export.`,
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
    `Part ${part.ordinalNumber} of the package is not what KSeF states: ${why}. A new export usually mends it.`,
    { code: 'PART_MISMATCH' },
  );
}

/** What is wrong, in words. */
export function describe({ size, undecryptable, mismatches }: PartFaults): string {
  const reasons = mismatches.map(
    ({ field, expected, actual }) => `${field} is ${actual} instead of ${expected}`,
  );
  if (size !== undefined) reasons.unshift(size);
  if (undecryptable) reasons.push('it cannot be decrypted');
  return reasons.join('; ');
}
