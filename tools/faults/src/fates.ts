import type { Told } from './attempt.js';

/**
 * What became of each input, without what a batch's list of invoices tells more than its receipt: a finished run that is
 * sent again may find the one at hand that it missed before.
 */
export function fates(results: readonly Told[]): Omit<Told, 'ksefStatus' | 'referenceNumber'>[] {
  return results.map(({ ksefStatus, referenceNumber: _, ...fate }) =>
    fate.status === 'accepted' ? fate : { ...fate, ksefStatus },
  );
}
