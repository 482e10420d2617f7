import type { InvoiceResult } from '../invoice-result.js';
import { hasSameContent } from '../same-content.js';
import {
  failedInvoices,
  type SessionInvoice,
  sessionInvoices,
  sessionUpo,
  type Upo,
} from '../session-queries.js';
import type { Member } from './batch-journal.js';
import { type Caller, patiently } from './patiently.js';
import type { EndedSession } from './process-batch.js';

/** What KSeF decided about one invoice. */
export type Verdict = Omit<InvoiceResult, 'index' | 'name' | 'invoice' | 'invoiceHash'>;

/** How verdicts are read. */
export interface VerdictOptions {
  readonly checkDuplicates: boolean;
  /** Told of each page of the session's receipt. */
  readonly onUpo: ((upo: Upo) => void | Promise<void>) | undefined;
}

const duplicate = 440;
const pageSize = 1_000;
// KSeF hands out 64 invoices an hour: duplicates must not use up what others need.
const mostDownloads = 20;
const mostSessions = 50;

/**
 * KSeF's verdict on each invoice of a session, by hash: the accepted ones from its receipt, of the others only those
 * that failed are listed. So 10 000 invoices take a few calls, where listing them all would use up an hour's limit.
 */
export async function readVerdicts(
  caller: Caller,
  { referenceNumber, state }: EndedSession,
  members: readonly Member[],
  options: VerdictOptions,
): Promise<Map<number, Verdict>> {
  const found = new Found();
  await readReceipt(caller, referenceNumber, found, options);
  if (state.failedInvoiceCount !== 0) {
    const failed = await collect(caller, () =>
      failedInvoices(caller.api, referenceNumber, { ...caller.call, pageSize }),
    );
    for (const one of failed) found.add(one.invoiceHash, verdictOf(one, referenceNumber));
  }
  if (found.size < members.length) {
    const all = await collect(caller, () =>
      sessionInvoices(caller.api, referenceNumber, { ...caller.call, pageSize }),
    );
    found.replaceMissing(members, all, referenceNumber);
  }
  const verdicts = found.join(members);
  if (options.checkDuplicates) await checkDuplicates(caller, members, verdicts);
  return verdicts;
}

/** Verdicts by hash: files with the same bytes have as many as there are of them, the accepted one first. */
class Found {
  readonly #byHash = new Map<string, Verdict[]>();
  size = 0;

  add(invoiceHash: string, verdict: Verdict): void {
    const same = this.#byHash.get(invoiceHash);
    if (same === undefined) this.#byHash.set(invoiceHash, [verdict]);
    else same.push(verdict);
    this.size++;
  }

  /** Takes from the list of all invoices what receipt and list of failures did not have. */
  replaceMissing(members: readonly Member[], all: readonly SessionInvoice[], session: string): void {
    const wanted = new Map<string, number>();
    for (const { invoiceHash } of members) wanted.set(invoiceHash, (wanted.get(invoiceHash) ?? 0) + 1);
    const missing = new Set(
      [...wanted]
        .filter(([hash, count]) => (this.#byHash.get(hash)?.length ?? 0) < count)
        .map(([hash]) => hash),
    );
    for (const hash of missing) this.#byHash.delete(hash);
    for (const one of all)
      if (missing.has(one.invoiceHash)) this.add(one.invoiceHash, verdictOf(one, session));
    for (const hash of missing) this.#byHash.get(hash)?.sort((one, other) => rank(one) - rank(other));
  }

  join(members: readonly Member[]): Map<number, Verdict> {
    const verdicts = new Map<number, Verdict>();
    for (const { index, invoiceHash } of members) {
      const verdict = this.#byHash.get(invoiceHash)?.shift();
      if (verdict !== undefined) verdicts.set(index, verdict);
    }
    return verdicts;
  }
}

function rank({ status }: Verdict): number {
  return status === 'accepted' ? 0 : 1;
}

async function readReceipt(
  caller: Caller,
  referenceNumber: string,
  found: Found,
  { onUpo }: VerdictOptions,
): Promise<void> {
  const { api, call, emit } = caller;
  let pages: Upo[];
  try {
    pages = await collect(caller, () => sessionUpo(api, referenceNumber, call));
  } catch (error) {
    call.signal?.throwIfAborted();
    // The list of all invoices tells it too.
    emit?.({
      type: 'warning',
      message: `The receipt of session ${referenceNumber} cannot be used: ${error}`,
    });
    return;
  }
  for (const page of pages) {
    const error = await handOver(page, onUpo);
    for (const { invoiceHash, ksefNumber } of page.document.invoices) {
      const accepted: Verdict = { status: 'accepted', ksefNumber, sessionReferenceNumber: referenceNumber };
      found.add(invoiceHash, error === undefined ? accepted : { ...accepted, error });
    }
  }
}

/** What went wrong when the receipt was handed to the caller: the invoices are accepted all the same. */
async function handOver(page: Upo, onUpo: VerdictOptions['onUpo']): Promise<Error | undefined> {
  try {
    await onUpo?.(page);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function verdictOf(judged: SessionInvoice, sessionReferenceNumber: string): Verdict {
  const { status: ksefStatus, referenceNumber } = judged;
  const known = { ksefStatus, referenceNumber, sessionReferenceNumber };
  if (ksefStatus.code === 200)
    return { ...known, status: 'accepted', ksefNumber: judged.ksefNumber ?? undefined };
  if (ksefStatus.code !== duplicate) return { ...known, status: 'rejected' };
  const { originalKsefNumber, originalSessionReferenceNumber } = (ksefStatus.extensions ?? {}) as Record<
    string,
    string | undefined
  >;
  return { ...known, status: 'duplicate', ksefNumber: originalKsefNumber, originalSessionReferenceNumber };
}

/** Whether the originals of duplicates are the same files. */
async function checkDuplicates(
  caller: Caller,
  members: readonly Member[],
  verdicts: Map<number, Verdict>,
): Promise<void> {
  const hashes = new Map<string, string>();
  for (const { index, invoiceHash } of members) {
    const { status, ksefNumber } = verdicts.get(index) ?? {};
    if (status === 'accepted' && ksefNumber !== undefined) hashes.set(ksefNumber, invoiceHash);
  }
  const read = new Set<string>();
  let downloads = 0;
  for (const { index, invoiceHash } of members) {
    const verdict = verdicts.get(index);
    const original = verdict?.ksefNumber;
    if (verdict?.status !== 'duplicate' || original === undefined) continue;
    const session = verdict.originalSessionReferenceNumber;
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
    verdicts.set(index, { ...verdict, sameContent });
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

async function collect<T>(caller: Caller, list: () => AsyncIterable<T>): Promise<T[]> {
  return patiently(caller, async () => {
    const all: T[] = [];
    for await (const one of list()) all.push(one);
    return all;
  });
}
