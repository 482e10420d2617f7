import type { Api } from '@ksef/api';
import { InvalidInputError, observed } from '@ksef/core';
import type { SendBatchOptions } from './batch/batch-options.js';
import { checkCounts } from './check-counts.js';
import { checkSource } from './check-source.js';
import { wayOf } from './choose-way.js';
import type { InvoiceInput, InvoiceResult } from './invoice-result.js';
import { iterate, LookAhead } from './look-ahead.js';
import {
  effectiveAllowance,
  mostOnline,
  type OnlineAllowance,
  onlineWaitMs,
  publishedAllowance,
} from './online-allowance.js';
import { sendBothWays } from './send-both-ways.js';
import type { WayChosenEvent } from './send-event.js';
import type { SendInvoicesOptions } from './send-invoices.js';
import type { SessionEvent } from './session-event.js';
import type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';

type Common = 'encryptor' | 'onEvent' | 'signal' | 'context' | 'timeoutMs' | 'feature' | 'checkDuplicates';

/** Options of {@link send}. */
export interface SendOptionsOfAnyVolume
  extends Pick<SendBatchOptions, Exclude<Common, 'encryptor' | 'onEvent'>> {
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
 * PEF and technical corrections always go online, attachments always by batch, whatever the others do. An event
 * (`way-chosen`) says which way and why.
 *
 * @throws InvalidInputError `INVALID_OPTION`, and what `sendInvoices` and `sendBatch` throw
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
  options: SendOptionsOfAnyVolume,
): AsyncGenerator<InvoiceResult, void> {
  const { maxOnlineWaitMs = 60_000, context, timeoutMs, signal } = options;
  checkSource(source);
  checkCounts({ maxHeldResults: options.maxHeldResults ?? 1 });
  refuseJournal({ ...options });
  const look = new LookAhead(iterate(source), signal);
  let allowance = options.onlineAllowance ?? publishedAllowance;
  let few = await look.isWholeWithin(mostOnline(maxOnlineWaitMs, allowance));
  if (!few && options.onlineAllowance === undefined) {
    // Asked only where it may change the choice: KSeF allows this question 120 times an hour.
    allowance = await effectiveAllowance(api, { context, timeoutMs, signal });
    few = await look.isWholeWithin(mostOnline(maxOnlineWaitMs, allowance));
  }
  const { seen } = look;
  observed(options.onEvent)(await choice(seen, few, onlineWaitMs(seen.length, allowance)));
  yield* sendBothWays(api, look.all(), few ? 'online' : 'batch', options);
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

async function choice(ahead: readonly InvoiceInput[], few: boolean, waitMs: number): Promise<WayChosenEvent> {
  const usual = few ? 'online' : 'batch';
  const ways = new Set((await Promise.all(ahead.map(wayOf))).map((way) => (way === 'any' ? usual : way)));
  const volume = few
    ? `${ahead.length} invoices wait ${waitMs / 1000} s at most for KSeF's limits online`
    : `more than ${ahead.length - 1} invoices would have to wait too long for KSeF's limits online`;
  const forced = ways.size > 1 ? '; PEF and corrections go online only, attachments by batch only' : '';
  const way = ways.size > 1 ? 'both' : ([...ways][0] ?? usual);
  return { type: 'way-chosen', way, reason: `${volume}${forced}.`, onlineWaitMs: waitMs };
}
