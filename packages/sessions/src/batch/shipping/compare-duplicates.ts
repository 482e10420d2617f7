import { OriginalFiles } from '../../duplicates/index.js';
import type { InputResult } from '../../invoice/index.js';
import type { PackagedInvoice } from './batch-progress.js';
import type { Caller } from './retry-when-limited.js';

// KSeF allows 64 invoice downloads an hour: duplicates must not use up the limit that others need.
const limits = { downloads: 20, receipts: 50 };

/** Adds to the results whether the originals of duplicates are the same files. */
export async function compareDuplicates(
  caller: Caller,
  members: readonly PackagedInvoice[],
  results: Map<number, InputResult>,
): Promise<void> {
  const originals = new OriginalFiles(caller.api, caller.call, limits);
  for (const { index, invoiceHash } of members) {
    const result = results.get(index);
    if (result?.status === 'accepted') originals.add(result.ksefNumber, invoiceHash);
  }
  for (const { index, invoiceHash } of members) {
    const result = results.get(index);
    if (result?.status !== 'duplicate' || result.ksefNumber === undefined) continue;
    const { ksefNumber, originalSessionReferenceNumber } = result;
    const original = { ksefNumber, originalSessionReferenceNumber };
    results.set(index, { ...result, sameContent: await originals.isSame(original, invoiceHash) });
  }
}
