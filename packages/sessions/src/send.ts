import type { Api } from '@ksef/api';
import type { SendBatchOptions } from './batch/batch-options.js';
import { mostOnline, type OnlineAllowance, onlineWaitMs, wayOf } from './choose-way.js';
import { HandOver } from './hand-over.js';
import type { InvoiceInput, InvoiceResult } from './invoice-result.js';
import type { WayChosenEvent } from './send-event.js';
import { type SendInvoicesOptions, sendInvoices } from './send-invoices.js';
import { observed, type SessionEvent } from './session-event.js';
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
  /** How many invoices KSeF takes online. Default 30 a minute, 180 an hour; `GET /rate-limits` tells yours. */
  readonly onlineAllowance?: OnlineAllowance | undefined;
  /** Further options of online sending. */
  readonly online?: Omit<SendInvoicesOptions, Common> | undefined;
  /** Further options of batch sending. */
  readonly batch?: Omit<SendBatchOptions, Common> | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

// Few inputs are looked at before the way is chosen; their contents are in memory until then.
const mostBytesAhead = 16_000_000;

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
  const { maxOnlineWaitMs = 60_000, onlineAllowance = { perMinute: 30, perHour: 180 } } = options;
  const inputs = iterate(source);
  const most = mostOnline(maxOnlineWaitMs, onlineAllowance);
  const ahead: InvoiceInput[] = [];
  let bytes = 0;
  let whole = false;
  while (ahead.length <= most && bytes <= mostBytesAhead && !whole) {
    options.signal?.throwIfAborted();
    const { value, done } = await inputs.next();
    if (done) whole = true;
    else {
      ahead.push(value);
      bytes += value.content.length;
    }
  }
  const few = whole && ahead.length <= most;
  observed(options.onEvent)?.(choice(ahead, few, onlineWaitMs(ahead.length, onlineAllowance)));
  yield* demultiplex(api, rejoined(ahead, inputs), few ? 'online' : 'batch', options);
}

function choice(ahead: readonly InvoiceInput[], few: boolean, waitMs: number): WayChosenEvent {
  const usual = few ? 'online' : 'batch';
  const ways = new Set(ahead.map((input) => wayOf(input)).map((way) => (way === 'any' ? usual : way)));
  const volume = few
    ? `${ahead.length} invoices wait ${waitMs / 1000} s at most for KSeF's limits online`
    : `more than ${ahead.length - 1} invoices would have to wait too long for KSeF's limits online`;
  const forced = ways.size > 1 ? '; PEF and corrections go online only, attachments by batch only' : '';
  const way = ways.size > 1 ? 'both' : ([...ways][0] ?? usual);
  return { type: 'way-chosen', way, why: `${volume}${forced}.`, onlineWaitMs: waitMs };
}

/** Sends each input its way, both ways at the same time, and puts the results back in order. */
async function* demultiplex(
  api: Api,
  inputs: AsyncGenerator<InvoiceInput>,
  usual: 'online' | 'batch',
  options: SendOptionsOfAnyVolume,
): AsyncGenerator<InvoiceResult, void> {
  const { encryptor, context, timeoutMs, feature, checkDuplicates, onEvent } = options;
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const common = { encryptor, context, timeoutMs, feature, checkDuplicates, onEvent, signal };
  const results = new Map<number, InvoiceResult>();
  let changed: () => void = () => {};
  const lanes = {
    online: { inputs: new HandOver<InvoiceInput>(), indices: [] as number[] },
    batch: { inputs: new HandOver<InvoiceInput>(), indices: [] as number[] },
  };
  const endLanes = () => {
    lanes.online.inputs.end();
    lanes.batch.inputs.end();
  };
  signal.addEventListener('abort', endLanes, { once: true });
  const drain = async (way: 'online' | 'batch') => {
    const { inputs: given, indices } = lanes[way];
    try {
      const first = await firstOf(given);
      if (first === undefined) return;
      const rest = rejoined([first.value], first.rest);
      const sending =
        way === 'online'
          ? sendInvoices(api, rest, { ...options.online, ...common })
          : (await import('./batch/send-batch.js')).sendBatch(api, rest, { ...options.batch, ...common });
      for await (const result of sending) {
        const index = indices[result.index] ?? 0;
        results.set(index, { ...result, index });
        changed();
      }
    } finally {
      // At its end the other's inputs are at theirs too; when it failed, no more are to be taken.
      endLanes();
      changed();
    }
  };
  let count = 0;
  let pumped = false;
  let failure: { readonly error: unknown } | undefined;
  const pump = async () => {
    try {
      for await (const input of inputs) {
        const way = wayOf(input);
        const lane = lanes[way === 'any' ? usual : way];
        lane.indices.push(count++);
        if (!(await lane.inputs.give(input))) return;
      }
    } catch (error) {
      // What the source gave before it failed is finished first.
      failure = { error };
    } finally {
      pumped = true;
      endLanes();
      changed();
    }
  };
  let running = true;
  void pump();
  const work = Promise.allSettled([drain('online'), drain('batch')]).finally(() => {
    running = false;
    changed();
  });
  try {
    for (let next = 0; ; ) {
      const result = results.get(next);
      if (result !== undefined) {
        results.delete(next++);
        yield result;
      } else if (!running || (pumped && next >= count)) break;
      else
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
    }
    options.signal?.throwIfAborted();
    for (const outcome of await work) if (outcome.status === 'rejected') throw outcome.reason;
    if (failure !== undefined) throw failure.error;
  } finally {
    stop.abort(new Error('send was stopped'));
    // Not waited for: a source that hangs must not hold up the end.
    void inputs.return(undefined).catch(() => {});
    await work;
  }
}

async function firstOf(given: AsyncIterable<InvoiceInput>) {
  const rest = iterate(given);
  const { value, done } = await rest.next();
  return done ? undefined : { value, rest };
}

async function* rejoined(
  ahead: readonly InvoiceInput[],
  rest: AsyncGenerator<InvoiceInput>,
): AsyncGenerator<InvoiceInput> {
  yield* ahead;
  yield* rest;
}

async function* iterate(
  source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
): AsyncGenerator<InvoiceInput> {
  yield* source;
}
