import { type InputResult, resultOfStatus } from '../../duplicates/index.js';
import { toError } from '../../invoice/index.js';
import { sessionUpo, type Upo } from '../../receipts/index.js';
import { failedInvoices, sessionInvoices } from '../../status/index.js';
import type { PackagedInvoice } from './batch-progress.js';
import type { EndedSession } from './batch-work.js';
import { compareDuplicates } from './compare-duplicates.js';
import { ResultsByHash } from './results-by-hash.js';
import { type Caller, retryWhenLimited } from './retry-when-limited.js';

/** How results are read. */
export interface ReadResultsOptions {
  readonly checkDuplicates: boolean;
  /** Told of each page of the session's receipt. */
  readonly onUpo: ((upo: Upo) => void | Promise<void>) | undefined;
}

const pageSize = 1_000;

/**
 * KSeF's result on each invoice of a session, by hash: the accepted ones from its receipt, of the others only those
 * that failed are listed. So 10 000 invoices take a few calls, where listing them all would use up an hour's limit.
 */
export async function readResults(
  caller: Caller,
  { referenceNumber, state }: EndedSession,
  members: readonly PackagedInvoice[],
  options: ReadResultsOptions,
): Promise<Map<number, InputResult>> {
  const found = new ResultsByHash();
  await readReceipt(caller, referenceNumber, found, options);
  if (state.failedInvoiceCount !== 0) {
    const failed = await collect(caller, () =>
      failedInvoices(caller.api, referenceNumber, { ...caller.call, pageSize }),
    );
    for (const one of failed) found.add(one.invoiceHash, resultOfStatus(one, referenceNumber));
  }
  if (found.size < members.length) {
    const all = await collect(caller, () =>
      sessionInvoices(caller.api, referenceNumber, { ...caller.call, pageSize }),
    );
    found.replaceMissing(members, all, referenceNumber);
  }
  const results = found.join(members);
  if (options.checkDuplicates) await compareDuplicates(caller, members, results);
  return results;
}

async function readReceipt(
  caller: Caller,
  referenceNumber: string,
  found: ResultsByHash,
  { onUpo }: ReadResultsOptions,
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
      const accepted: InputResult = {
        status: 'accepted',
        ksefNumber,
        sessionReferenceNumber: referenceNumber,
      };
      found.add(invoiceHash, error === undefined ? accepted : { ...accepted, error });
    }
  }
}

/** What went wrong when the receipt was handed to the caller: the invoices are accepted all the same. */
async function handOver(page: Upo, onUpo: ReadResultsOptions['onUpo']): Promise<Error | undefined> {
  try {
    await onUpo?.(page);
    return undefined;
  } catch (error) {
    return toError(error);
  }
}

async function collect<T>(caller: Caller, list: () => AsyncIterable<T>): Promise<T[]> {
  return retryWhenLimited(caller, async () => {
    const all: T[] = [];
    for await (const one of list()) all.push(one);
    return all;
  });
}
