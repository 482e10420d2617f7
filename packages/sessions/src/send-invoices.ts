import type { Api, CallOptions } from '@ksef/api';
import { InvalidInputError } from '@ksef/core';
import { documents } from './documents.js';
import type { InvoiceInput, InvoiceResult } from './invoice-result.js';
import { Judgements } from './judgements.js';
import { hasSameContent } from './same-content.js';
import type { SentInvoice } from './sent-invoice.js';
import { observed, type SessionEvent } from './session-event.js';
import { SessionPool } from './session-pool.js';
import { getInvoiceUpo, type SessionInvoice } from './session-queries.js';
import type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';

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
  readonly upo?: boolean | undefined;
  /**
   * Download the original of each duplicate and compare: see `sameContent` of the result. KSeF allows 64 downloads
   * an hour. Default true.
   */
  readonly checkDuplicates?: boolean | undefined;
  /** Longest wait for KSeF's judgement of one invoice, in milliseconds. Default five minutes. */
  readonly waitTimeoutMs?: number | undefined;
  readonly feature?: string | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

const duplicate = 440;

/**
 * Sends any number of invoices in online sessions, and gives one result an input, in order. One bad input does not
 * stop the others; memory holds no more than `window` of them. Sessions are opened, rotated and closed by themselves.
 *
 * @throws InvalidInputError `INVALID_OPTION`
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
  const { concurrency = 4, window = 500, maxInvoicesPerSession = 10_000, waitTimeoutMs = 300_000 } = options;
  for (const [input, value] of Object.entries({ concurrency, window, maxInvoicesPerSession })) {
    if (!(value >= 1))
      throw new InvalidInputError(`${input} must be at least 1.`, { code: 'INVALID_OPTION', input });
  }
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  const call: CallOptions = { context: options.context, timeoutMs: options.timeoutMs, signal };
  const pool = new SessionPool(
    api,
    { encryptor: options.encryptor, feature: options.feature, onEvent: observed(options.onEvent), ...call },
    maxInvoicesPerSession,
  );
  const judgements = new Judgements(api, call, waitTimeoutMs, observed(options.onEvent));
  const gate = new Gate(concurrency);
  const underWay: Promise<InvoiceResult>[] = [];
  const inputs = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  let index = 0;
  let pulling: Promise<IteratorResult<InvoiceInput>> | undefined;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  // A source that fails is at its end: what it gave before is finished first, then its error is passed on.
  const pull = async (): Promise<IteratorResult<InvoiceInput>> => {
    try {
      return await inputs.next();
    } catch (error) {
      failure = { error };
      return { done: true, value: undefined };
    }
  };
  try {
    for (;;) {
      // An input is taken only when it can be sent at once: the others wait in the source, not in memory.
      if (!ended && underWay.length < window) pulling ??= gate.enter().then(pull);
      const [first] = underWay;
      if (first === undefined && pulling === undefined) break;
      const event = await firstOf(first, pulling);
      if ('result' in event) {
        underWay.shift();
        yield event.result;
        continue;
      }
      pulling = undefined;
      if (event.next.done) {
        ended = true;
        gate.leave();
      } else {
        const task = { api, input: event.next.value, index: index++, pool, judgements, gate, options, call };
        const result = process(task);
        // Its turn may come long after an abort: until then a rejection must not count as unhandled.
        result.catch(() => {});
        underWay.push(result);
      }
    }
    if (failure !== undefined) throw failure.error;
  } finally {
    // Whoever stopped early wants nothing more sent; what was sent stays sent, and the sessions are closed.
    stop.abort(new Error('sendInvoices was stopped'));
    await Promise.allSettled(underWay);
    pulling?.catch(() => {});
    // Not waited for: a source that hangs must not keep the sessions open.
    void Promise.resolve(inputs.return?.()).catch(() => {});
    await pool.closeAll({
      context: options.context,
      signal: options.signal?.aborted ? undefined : options.signal,
    });
  }
}

interface Task {
  readonly api: Api;
  readonly input: InvoiceInput;
  readonly index: number;
  readonly pool: SessionPool;
  readonly judgements: Judgements;
  readonly gate: Gate;
  readonly options: SendInvoicesOptions;
  readonly call: CallOptions;
}

async function process(task: Task): Promise<InvoiceResult> {
  const { input, index, pool, judgements, gate, call } = task;
  const base = { index, name: input.name };
  let known: Partial<InvoiceResult> = {};
  try {
    let sent: SentInvoice;
    try {
      const content =
        typeof input.content === 'string' ? new TextEncoder().encode(input.content) : input.content;
      const invoice = (await documents()).readInvoice(content);
      known = { invoice };
      const { offlineMode, hashOfCorrectedInvoice } = input;
      sent = await pool.send(invoice, content, { ...call, offlineMode, hashOfCorrectedInvoice });
    } finally {
      gate.leave();
    }
    known = { ...known, ...sent };
    const judged = await judgements.of(sent);
    const outcome = outcomeOf(judged);
    known = { ...known, ...outcome };
    return { ...base, ...known, ...outcome, ...(await proofOf(task, judged, outcome.ksefNumber, sent)) };
  } catch (error) {
    call.signal?.throwIfAborted();
    // KSeF's judgement stands, even when the receipt could not be had: nobody must send an accepted invoice again.
    return {
      ...base,
      ...known,
      status: known.status ?? 'failed',
      error: error instanceof Error ? error : new Error(String(error)),
    };
  }
}

function outcomeOf(
  judged: SessionInvoice,
): Pick<InvoiceResult, 'status' | 'ksefNumber' | 'ksefStatus' | 'originalSessionReferenceNumber'> {
  const ksefStatus = judged.status;
  if (ksefStatus.code === 200)
    return { status: 'accepted', ksefNumber: judged.ksefNumber ?? undefined, ksefStatus };
  if (ksefStatus.code !== duplicate) return { status: 'rejected', ksefStatus };
  const { originalKsefNumber, originalSessionReferenceNumber } = (ksefStatus.extensions ?? {}) as Record<
    string,
    string | undefined
  >;
  return { status: 'duplicate', ksefStatus, ksefNumber: originalKsefNumber, originalSessionReferenceNumber };
}

/** The receipt of an accepted invoice; whether a duplicate is the same file. */
async function proofOf(
  task: Task,
  judged: SessionInvoice,
  ksefNumber: string | undefined,
  sent: { sessionReferenceNumber: string; invoiceHash: string },
): Promise<Pick<InvoiceResult, 'upo' | 'sameContent'>> {
  const { api, call, options } = task;
  if (judged.status.code === duplicate && ksefNumber !== undefined && options.checkDuplicates !== false) {
    return { sameContent: await hasSameContent(api, ksefNumber, sent.invoiceHash, call) };
  }
  if (options.upo !== true || judged.status.code !== 200) return {};
  const { bytes } = await getInvoiceUpo(api, sent.sessionReferenceNumber, judged, {
    ...call,
    invoiceHash: sent.invoiceHash,
  });
  return { upo: bytes };
}

/** Lets so many in at one time, first come first served. */
class Gate {
  #free: number;
  readonly #queue: (() => void)[] = [];

  constructor(free: number) {
    this.#free = free;
  }

  async enter(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  leave(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}

type Happening = { readonly result: InvoiceResult } | { readonly next: IteratorResult<InvoiceInput> };

/** What comes first: the result that is due, or the next input. */
function firstOf(
  result: Promise<InvoiceResult> | undefined,
  next: Promise<IteratorResult<InvoiceInput>> | undefined,
): Promise<Happening> {
  const happenings: Promise<Happening>[] = [];
  if (result !== undefined) happenings.push(result.then((value) => ({ result: value })));
  if (next !== undefined) happenings.push(next.then((value) => ({ next: value })));
  return Promise.race(happenings);
}
