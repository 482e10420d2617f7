import type { Api, CallOptions } from '@ksef/api';
import { InvalidInputError, observed } from '@ksef/core';
import { checkCounts } from './check-counts.js';
import { checkSource } from './check-source.js';
import { checkTimeout } from './check-timeout.js';
import { Gate } from './gate.js';
import { inOrder } from './in-order.js';
import type { InvoiceInput, InvoiceResult } from './invoice-result.js';
import { SendingRun } from './journal/sending-run.js';
import type { SessionJournal } from './journal/session-journal.js';
import { Judgements } from './judgements.js';
import { processInput } from './process-input.js';
import type { SessionEvent } from './session-event.js';
import { SessionPool } from './session-pool.js';
import type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';
import { tellOfResults } from './tell-of-results.js';

/** Options of {@link sendInvoices}. */
export interface SendInvoicesOptions extends CallOptions {
  readonly encryptor: SymmetricKeyEncryptor;
  /** How many invoices are sent at one time. Default 4. */
  readonly concurrency?: number | undefined;
  /** How many inputs are under way at most: being sent, or waiting for KSeF's judgement. Default 500. */
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
  /** Longest wait for KSeF's judgement of one invoice, in milliseconds. Default five minutes. */
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
  const { concurrency, window } = checked(options);
  const onEvent = observed(options.onEvent);
  const tell = tellOfResults(api.clock, onEvent);
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const { context, timeoutMs } = options;
  const call: CallOptions = { context, timeoutMs, signal };
  const run = await openRun(api, options, call, onEvent);
  const { encryptor, feature, maxInvoicesPerSession = 10_000, waitTimeoutMs = 300_000 } = options;
  const pool = new SessionPool(api, { encryptor, feature, onEvent, ...call }, maxInvoicesPerSession, run);
  const gate = new Gate(concurrency);
  const sending = {
    api,
    pool,
    judgements: new Judgements(api, call, waitTimeoutMs, onEvent),
    gate,
    run,
    call,
    upo: options.withUpo ?? false,
    checkDuplicates: options.checkDuplicates ?? true,
    numbers: new Set<string>(),
  };
  try {
    await run?.closeAllEarlier(call);
    yield* inOrder(source, (input, index) => tell.one(() => processInput(sending, input, index)), {
      window,
      gate,
      // Whoever stopped early wants nothing more sent; what was sent stays sent, and the sessions are closed.
      stop: () => stop.abort(new Error('sendInvoices was stopped')),
    });
  } finally {
    await pool.closeAll({ context, signal: options.signal?.aborted ? undefined : options.signal });
    await run?.close();
    tell.all();
  }
}

function checked(options: SendInvoicesOptions): { readonly concurrency: number; readonly window: number } {
  const { concurrency = 4, window = 500, maxInvoicesPerSession = 1 } = options;
  checkCounts({ concurrency, window, maxInvoicesPerSession });
  checkTimeout(options.timeoutMs);
  if ((options.journal === undefined) !== (options.runId === undefined))
    throw invalid('runId', 'journal and runId go together: runId is your name for this work in the journal.');
  return { concurrency, window };
}

async function openRun(
  api: Api,
  { journal, runId }: SendInvoicesOptions,
  call: CallOptions,
  onEvent: ((event: SessionEvent) => void) | undefined,
): Promise<SendingRun | undefined> {
  if (journal === undefined || runId === undefined) return undefined;
  return SendingRun.open(api, { journal, runId, call, onEvent });
}

function invalid(input: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_OPTION', input });
}
