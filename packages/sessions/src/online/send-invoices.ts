import type { Api, CallOptions } from '@ksef/api';
import { mapInOrder } from '../async/index.js';
import type { SessionEvent } from '../events/index.js';
import { checkSource, type InvoiceInput, type InvoiceResult } from '../invoice/index.js';
import type { SessionJournal } from '../journal/index.js';
import type { SymmetricKeyEncryptor } from '../opening/index.js';
import { checkCounts } from '../options/index.js';
import { processInput } from './process-input.js';
import { startSending } from './start-sending.js';

/** Options of {@link sendInvoices}. */
export interface SendInvoicesOptions extends CallOptions {
  readonly encryptor: SymmetricKeyEncryptor;
  /** How many invoices are sent at one time. Default 4. */
  readonly concurrency?: number | undefined;
  /** How many inputs are under way at most: being sent, or being processed by KSeF. Default 500. */
  readonly window?: number | undefined;
  /** After so many invoices another session is opened. Default 10 000, which is what KSeF allows. */
  readonly maxInvoicesPerSession?: number | undefined;
  /** Fetch each accepted invoice's receipt (UPO) and check its hash. Default false. */
  readonly withUpo?: boolean | undefined;
  /**
   * Download the original of each duplicate and compare: see `sameContent` of the result. KSeF allows 64 downloads
   * an hour. Default true.
   */
  readonly checkDuplicates?: boolean | undefined;
  /** Longest wait until KSeF has processed one invoice, in milliseconds. Default five minutes. */
  readonly waitTimeoutMs?: number | undefined;
  readonly feature?: string | undefined;
  /**
   * Remembers every invoice before it leaves and after its fate is known. Call again with the same journal, `runId`
   * and source after a crash: what is finished comes back without being sent, what was on its way is looked up, and
   * sessions that were left open are closed. Entries hold hashes, names and numbers, never contents or keys.
   */
  readonly journal?: SessionJournal | undefined;
  /** Your name for this work in the journal; needed with `journal`. */
  readonly runId?: string | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

/**
 * Sends any number of invoices in online sessions, and gives one result an input, in order. One bad input does not
 * stop the others; memory holds no more than `window` of them. Sessions are opened, rotated and closed by themselves.
 *
 * With a `journal`, a crash at any moment loses nothing and sends nothing twice: see the option.
 *
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_RUN_ID`; `RUN_MISMATCH` for a run begun in another context
 * @throws KsefError `JOURNAL_IN_USE` while another process works on the run
 * @throws IntegrityError `JOURNAL_CORRUPT`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { sendInvoices, type SymmetricKeyEncryptor } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor;
 * for await (const result of sendInvoices(api, [{ content: '<Faktura/>' }], { encryptor })) {
 *   console.log(result.status, result.ksefNumber ?? result.error?.message);
 * }
 * ```
 */
export async function* sendInvoices(
  api: Api,
  source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
  options: SendInvoicesOptions,
): AsyncGenerator<InvoiceResult, void> {
  checkSource(source);
  const { window = 500 } = options;
  checkCounts({ window });
  const work = await startSending(api, options);
  const { sending, report } = work;
  const process = (input: InvoiceInput, index: number) =>
    report.one(() => processInput(sending, input, index));
  try {
    await work.closeEarlier();
    yield* mapInOrder(source, process, {
      window,
      semaphore: sending.semaphore,
      // A caller who stopped early wants nothing more sent; what was sent stays sent, and the sessions are closed.
      stop: () => work.stop(new Error('sendInvoices was stopped')),
    });
  } finally {
    await work.end(options.signal?.aborted ? undefined : options.signal);
  }
}
