import type { Api } from '@ksef/api';
import { InvalidInputError, observed } from '@ksef/core';
import type { SendBatchOptions } from '../batch/index.js';
import { noThreads, whyNoThreads } from '../batch/index.js';
import type { SessionEvent } from '../events/index.js';
import type { InvoiceInput, InvoiceResult } from '../invoice/index.js';
import { checkSource } from '../invoice/index.js';
import type { SendInvoicesOptions } from '../online/index.js';
import type { SymmetricKeyEncryptor } from '../opening/index.js';
import { checkCounts } from '../options/index.js';
import { iterate, LookAhead } from './look-ahead.js';
import { type Choice, modeChosen } from './mode-chosen.js';
import { chooseForRun } from './mode-of-run.js';
import {
  effectiveAllowance,
  mostOnline,
  type OnlineAllowance,
  onlineWaitMs,
  publishedAllowance,
} from './online-allowance.js';
import { sendInBothModes } from './send-in-both-modes.js';

type Common = 'encryptor' | 'onEvent' | 'signal' | 'context' | 'timeoutMs' | 'feature' | 'checkDuplicates';

/** Options of {@link send}. */
export interface SendOptions extends Pick<SendBatchOptions, Exclude<Common, 'encryptor' | 'onEvent'>> {
  readonly encryptor: SymmetricKeyEncryptor;
  /**
   * Longest time that online sending may have to wait for KSeF's limits before a batch is the better way, in
   * milliseconds. Default 60 000, which is 60 invoices.
   */
  readonly maxOnlineWaitMs?: number | undefined;
  /** How many invoices KSeF takes online. Default: what `GET /rate-limits` says, asked where it matters. */
  readonly onlineAllowance?: OnlineAllowance | undefined;
  /**
   * How many results may wait for that of an earlier input which takes longer, as when few go online among many by
   * batch. Then no more inputs are taken until it is there. Default 10 000.
   */
  readonly maxHeldResults?: number | undefined;
  /** Further options of online sending. */
  readonly online?: Omit<SendInvoicesOptions, Common> | undefined;
  /** Further options of batch sending. */
  readonly batch?: Omit<SendBatchOptions, Common> | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

/**
 * Sends any number of invoices the better way, and gives one result an input, in order: few go online, many by batch.
 * PEF and technical corrections always go online, attachments always by batch, whatever the others do. Where there are
 * no worker threads, and so no batches, all go online, and those with attachments fail (`NO_THREADS`). An event
 * (`mode-chosen`) says which way and why. A run with a journal goes on the way it was begun.
 *
 * @throws InvalidInputError `INVALID_OPTION`, and what `sendInvoices` and `sendBatch` throw
 * @throws KsefError `NO_THREADS` for many, when only batches have a journal, and for a run that was begun by batch
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { send, type SymmetricKeyEncryptor } from '@ksef/sessions';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor;
 * for await (const { status, ksefNumber } of send(api, [{ content: '<Faktura/>' }], { encryptor })) {
 *   console.log(status, ksefNumber);
 * }
 * ```
 */
export async function* send(
  api: Api,
  source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
  options: SendOptions,
): AsyncGenerator<InvoiceResult, void> {
  checkSource(source);
  checkCounts({ maxHeldResults: options.maxHeldResults ?? 1 });
  refuseJournal({ ...options });
  const inputs = iterate(source);
  try {
    const look = new LookAhead(inputs, options.signal);
    const choice = await chooseForRun(options, (earlier) => choose(api, look, options, earlier));
    observed(options.onEvent)(await modeChosen(choice));
    yield* sendInBothModes(api, look.all(), choice.usual, options);
  } finally {
    // Not waited for: a source that hangs must not hold up the end.
    void inputs.return(undefined).catch(() => {});
  }
}

/** Passed over without a word, a run that its caller takes for safe would not go on after a crash. */
function refuseJournal(options: Readonly<Record<string, unknown>>): void {
  for (const input of ['journal', 'runId', 'sealingKey', 'partStore']) {
    if (options[input] === undefined) continue;
    throw new InvalidInputError(
      `send has a ${input} for each way: online: { journal, runId }, batch: { journal, runId, sealingKey, partStore }.`,
      { code: 'INVALID_OPTION', input },
    );
  }
}

/** Who trusts in the journal of batches must not be sent online without one. */
function refuseForJournal({ online, batch }: SendOptions, why: string): void {
  if (batch?.journal === undefined || online?.journal !== undefined) return;
  throw noThreads(`${why}, or give a journal for sending online: online: { journal, runId }.`);
}

async function choose(
  api: Api,
  look: LookAhead,
  options: SendOptions,
  earlier: Choice['usual'] | undefined,
): Promise<Choice> {
  const { maxOnlineWaitMs = 60_000, context, timeoutMs, signal } = options;
  let allowance = options.onlineAllowance ?? publishedAllowance;
  let few = await look.isWholeWithin(mostOnline(maxOnlineWaitMs, allowance));
  if (!few && earlier === undefined && options.onlineAllowance === undefined) {
    // Asked only where it may change the choice: KSeF allows this question 120 times an hour.
    allowance = await effectiveAllowance(api, { context, timeoutMs, signal });
    few = await look.isWholeWithin(mostOnline(maxOnlineWaitMs, allowance));
  }
  const noBatch = whyNoThreads();
  if (!few && noBatch !== undefined) refuseForJournal(options, noBatch);
  if (earlier === 'batch' && noBatch !== undefined)
    throw noThreads(`${noBatch}, where this run was begun by batch.`);
  const usual = earlier ?? (few || noBatch !== undefined ? 'online' : 'batch');
  const { seen } = look;
  return { seen, few, usual, earlier, noBatch, onlineWaitMs: onlineWaitMs(seen.length, allowance) };
}
