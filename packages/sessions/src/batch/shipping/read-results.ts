import { resultOfStatus } from '../../duplicates/index.js';
import { type InputResult, toError } from '../../invoice/index.js';
import { sessionUpo, type Upo } from '../../receipts/index.js';
import { failedInvoices, sessionInvoices } from '../../status/index.js';
import type { PackagedInvoice } from './batch-progress.js';
import type { EndedSession } from './batch-work.js';
import { ResultsByHash } from './results-by-hash.js';
import { type Caller, retryWhenLimited } from './retry-when-limited.js';

/** Options for reading results. */
export interface ReadResultsOptions {
  /** Called with each page of the session's receipt. */
  readonly onUpo: ((upo: Upo) => void | Promise<void>) | undefined;
}

const pageSize = 1_000;

/**
 * KSeF's result for each invoice of a session, by hash. The accepted ones come from the session's receipt, so only the
 * failed ones are listed. This way 10 000 invoices take a few calls, while listing them all would use up an hour's
 * limit.
 */
export async function readResults(
  caller: Caller,
  { referenceNumber, state }: EndedSession,
  members: readonly PackagedInvoice[],
  { onUpo }: ReadResultsOptions,
): Promise<Map<number, InputResult>> {
  const { api, call, emit } = caller;
  const found = new ResultsByHash();
  const receipt = await collect(caller, () => sessionUpo(api, referenceNumber, call)).catch(
    (error: unknown) => {
      call.signal?.throwIfAborted();
      // The list of all invoices contains it too.
      const message = `The receipt of session ${referenceNumber} cannot be used: ${error}`;
      emit?.({ type: 'warning', message });
      return [];
    },
  );
  for (const page of receipt) {
    const error = await handOver(page, onUpo);
    for (const { invoiceHash, ksefNumber } of page.document.invoices) {
      const accepted = { status: 'accepted', ksefNumber, sessionReferenceNumber: referenceNumber } as const;
      found.add(invoiceHash, error === undefined ? accepted : { ...accepted, error });
    }
  }
  const options = { ...call, pageSize };
  if (state.failedInvoiceCount !== 0) {
    const failed = await collect(caller, () => failedInvoices(api, referenceNumber, options));
    for (const one of failed) found.add(one.invoiceHash, resultOfStatus(one, referenceNumber));
  }
  if (found.size < members.length) {
    const all = await collect(caller, () => sessionInvoices(api, referenceNumber, options));
    found.replaceMissing(members, all, referenceNumber);
  }
  return found.join(members);
}

/** The error of passing the receipt to the caller. The invoices are accepted regardless. */
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
