import { type Api, type CallOptions, listSessionInvoices } from '@ksef/api';
import { type Clock, KsefApiError, KsefStatusError, RateLimitError, UnknownOutcomeError } from '@ksef/core';
import { growingWaits, isPassing, steadyClock, stopwatch } from '@ksef/core/internal';
import type { SessionEvent } from '../events/index.js';
import { getSessionInvoice, isFinal, type SessionInvoice } from '../status/index.js';
import type { SentInvoice } from './session/index.js';

interface Waiting {
  readonly sent: SentInvoice;
  readonly deadline: number;
  readonly elapsedMs: () => number;
  resolve(invoice: SessionInvoice): void;
  reject(error: unknown): void;
}

// Up to this many are requested one by one. More are read from the session's list.
const fewInvoices = 4;
// While the list is past its limit, this many of the oldest are requested one by one, so their results come first.
const oldestInvoices = 20;
const listedAtATime = 250;
const firstWaitMs = 200;
const longestWaitMs = 5_000;

/** Finds KSeF's decision on sent invoices: one poll for all that wait, with growing pauses. */
export class InvoiceStatusPoller {
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #options: CallOptions;
  readonly #waitTimeoutMs: number;
  readonly #emit: ((event: SessionEvent) => void) | undefined;
  readonly #waiting = new Map<string, Waiting>();
  /** The time until which KSeF refuses (429) lists and single statuses. */
  readonly #heldUntil = { list: 0, single: 0 };
  /** Where each session's list continues after the pages on which every invoice has a final status. */
  readonly #finalUpTo = new Map<string, string>();
  #lastError: unknown;
  #running = false;

  constructor(
    api: Api,
    options: CallOptions,
    waitTimeoutMs: number,
    onEvent?: (event: SessionEvent) => void,
  ) {
    this.#api = api;
    this.#clock = steadyClock(api.clock);
    this.#options = options;
    this.#waitTimeoutMs = waitTimeoutMs;
    this.#emit = onEvent;
  }

  /** Resolves with the state of the invoice once its status is final. */
  finalStatus(sent: SentInvoice): Promise<SessionInvoice> {
    return new Promise((resolve, reject) => {
      const deadline = this.#clock.now() + this.#waitTimeoutMs;
      const elapsedMs = stopwatch(this.#clock);
      this.#waiting.set(sent.referenceNumber, { sent, deadline, elapsedMs, resolve, reject });
      if (!this.#running) void this.#poll();
    });
  }

  async #poll(): Promise<void> {
    this.#running = true;
    this.#lastError = undefined;
    let waits = growingWaits(firstWaitMs, longestWaitMs);
    try {
      while (this.#waiting.size > 0) {
        await this.#clock.sleep(waits.next().value, this.#options.signal);
        const before = this.#waiting.size;
        const how = this.#how();
        if (how === undefined) await this.#waitForLimit();
        else
          await (how === 'list' ? this.#askForAll() : this.#askForOldest()).catch((error: unknown) =>
            this.#hold(how, error),
          );
        // If KSeF ever lists in another order than that of sending, nothing is missed.
        if (this.#waiting.size === before) this.#finalUpTo.clear();
        // If KSeF keeps pace, ask again soon. If not, wait longer, which also spares the hourly limit of listings.
        if (this.#waiting.size * 2 <= before) waits = growingWaits(firstWaitMs, longestWaitMs);
        this.#dropLate();
      }
    } catch (error) {
      const aborted = this.#options.signal?.aborted ?? false;
      for (const { sent, reject } of this.#waiting.values()) reject(aborted ? error : unread(sent, error));
      this.#waiting.clear();
    } finally {
      this.#running = false;
    }
  }

  /** KSeF has these invoices: a status that cannot be read now does not make any of them fail before its deadline. */
  #hold(how: 'list' | 'single', error: unknown): void {
    this.#options.signal?.throwIfAborted();
    if (!isPassing(error) && !(error instanceof RateLimitError)) throw error;
    this.#lastError = error;
    if (error instanceof RateLimitError)
      this.#heldUntil[how] = this.#clock.now() + (error.retryAfterMs ?? 60_000);
  }

  /** How to request statuses; undefined when KSeF refuses both for now. */
  #how(): 'list' | 'single' | undefined {
    const now = this.#clock.now();
    const [better, other] =
      this.#waiting.size > fewInvoices ? (['list', 'single'] as const) : (['single', 'list'] as const);
    if (this.#heldUntil[better] <= now) return better;
    return this.#heldUntil[other] <= now ? other : undefined;
  }

  async #waitForLimit(): Promise<void> {
    const now = this.#clock.now();
    const lastDeadline = Math.max(...[...this.#waiting.values()].map(({ deadline }) => deadline));
    const waitMs = Math.min(this.#heldUntil.list, this.#heldUntil.single, lastDeadline) - now;
    if (waitMs <= 0) return;
    this.#emit?.({ type: 'waiting', what: "KSeF's request limit", waitMs });
    await this.#clock.sleep(waitMs, this.#options.signal);
  }

  async #askForOldest(): Promise<void> {
    for (const { sent } of [...this.#waiting.values()].slice(0, oldestInvoices))
      this.#report(
        await getSessionInvoice(this.#api, sent.sessionReferenceNumber, sent.referenceNumber, this.#options),
      );
  }

  async #askForAll(): Promise<void> {
    const sessions = new Set([...this.#waiting.values()].map(({ sent }) => sent.sessionReferenceNumber));
    for (const session of sessions) {
      const known = this.#finalUpTo.get(session);
      try {
        await this.#list(session, known);
      } catch (error) {
        // KSeF no longer knows this position in the list: start from the beginning.
        if (known === undefined || !(error instanceof KsefApiError && error.status === 400)) throw error;
        this.#finalUpTo.delete(session);
        await this.#list(session, undefined);
      }
    }
  }

  /** Reads a session's list from the first page that may contain an invoice without a final status. */
  async #list(session: string, from: string | undefined): Promise<void> {
    let continuationToken = from;
    let allFinal = true;
    do {
      const page = await listSessionInvoices(
        this.#api,
        { referenceNumber: session, pageSize: listedAtATime, continuationToken },
        this.#options,
      );
      for (const invoice of page.invoices ?? []) {
        this.#report(invoice);
        allFinal &&= isFinal(invoice.status.code);
      }
      continuationToken = page.continuationToken || undefined;
      if (allFinal && continuationToken !== undefined) this.#finalUpTo.set(session, continuationToken);
    } while (continuationToken !== undefined);
  }

  #report(invoice: SessionInvoice): void {
    if (!isFinal(invoice.status.code)) return;
    const { referenceNumber } = invoice;
    const waiting = this.#waiting.get(referenceNumber);
    if (waiting === undefined) return;
    this.#waiting.delete(referenceNumber);
    const { sessionReferenceNumber } = waiting.sent;
    const { code } = invoice.status;
    const durationMs = waiting.elapsedMs();
    this.#emit?.({ type: 'invoice-processed', sessionReferenceNumber, referenceNumber, code, durationMs });
    waiting.resolve(invoice);
  }

  #dropLate(): void {
    const now = this.#clock.now();
    for (const [reference, { sent, deadline, reject }] of this.#waiting) {
      if (now < deadline) continue;
      this.#waiting.delete(reference);
      reject(
        new KsefStatusError(
          `KSeF has not processed invoice ${reference} in time; it has it in session ${sent.sessionReferenceNumber}. Ask later, do not send again.`,
          {
            code: 'WAIT_TIMEOUT',
            status: { code: 150, description: '' },
            referenceNumber: reference,
            cause: this.#lastError,
          },
        ),
      );
    }
  }
}

/** KSeF has the invoice: an error of a status request must not look as if it had not. */
function unread({ referenceNumber, sessionReferenceNumber }: SentInvoice, cause: unknown): Error {
  return new UnknownOutcomeError(
    `KSeF has invoice ${referenceNumber} in session ${sessionReferenceNumber}, and could not be asked for its status. Ask later, do not send again.`,
    { operation: 'GET /sessions/{referenceNumber}/invoices', cause },
  );
}
