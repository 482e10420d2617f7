import type { InputResult } from '../../duplicates/index.js';
import { hasSameContent } from '../../duplicates/index.js';
import { sessionUpo } from '../../receipts/index.js';
import type { PackagedInvoice } from './batch-progress.js';
import type { Caller } from './retry-when-limited.js';

// KSeF hands out 64 invoices an hour: duplicates must not use up what others need.
const mostDownloads = 20;
const mostSessions = 50;

/** Adds to results whether the originals of duplicates are the same files. */
export async function compareDuplicates(
  caller: Caller,
  members: readonly PackagedInvoice[],
  results: Map<number, InputResult>,
): Promise<void> {
  const hashes = new Map<string, string>();
  for (const { index, invoiceHash } of members) {
    const result = results.get(index);
    if (result?.status === 'accepted') hashes.set(result.ksefNumber, invoiceHash);
  }
  const read = new Set<string>();
  let downloads = 0;
  for (const { index, invoiceHash } of members) {
    const result = results.get(index);
    const original = result?.ksefNumber;
    if (result?.status !== 'duplicate' || original === undefined) continue;
    const session = result.originalSessionReferenceNumber;
    // A package sent twice: its first session's receipt tells thousands of hashes in a few calls.
    if (!hashes.has(original) && session && !read.has(session) && read.size < mostSessions) {
      read.add(session);
      await learnHashes(caller, session, hashes);
    }
    const known = hashes.get(original);
    let sameContent = known === undefined ? undefined : known === invoiceHash;
    if (known === undefined && downloads < mostDownloads) {
      downloads++;
      sameContent = await hasSameContent(caller.api, original, invoiceHash, caller.call);
    }
    results.set(index, { ...result, sameContent });
  }
}

async function learnHashes(caller: Caller, session: string, hashes: Map<string, string>): Promise<void> {
  try {
    for await (const { document } of sessionUpo(caller.api, session, caller.call))
      for (const { ksefNumber, invoiceHash } of document.invoices) hashes.set(ksefNumber, invoiceHash);
  } catch {
    // It may be another's session, or not the right one at all: KSeF has been seen to name wrong ones.
    caller.call.signal?.throwIfAborted();
  }
}
