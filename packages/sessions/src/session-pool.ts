import type { Api, CallOptions } from '@ksef/api';
import { type FormCode, KsefApiError, KsefStatusError, RateLimitError } from '@ksef/core';
import type { InvoiceDocument } from '@ksef/documents';
import { growingWaits } from './growing-waits.js';
import type { OnlineSession, SendOptions } from './online-session.js';
import { type OpenSessionOptions, openSession } from './open-session.js';
import type { SentInvoice } from './sent-invoice.js';

interface Slot {
  readonly session: OnlineSession;
  taken: number;
}

const unavailable = 21184;
const full = 21155;
const mostRotations = 5;
const endMarginMs = 10 * 60_000;

/** The open session of each form; another takes its place when KSeF wants no more in it. */
export class SessionPool {
  readonly #api: Api;
  readonly #options: Omit<OpenSessionOptions, 'form'>;
  readonly #maxInvoices: number;
  readonly #slots = new Map<string, Promise<Slot>>();
  readonly #opened: OnlineSession[] = [];
  readonly #waits = new Map<string, Promise<void>>();

  constructor(api: Api, options: Omit<OpenSessionOptions, 'form'>, maxInvoices: number) {
    this.#api = api;
    this.#options = options;
    this.#maxInvoices = maxInvoices;
  }

  /** Sends in the form's session, or in the next ones when that takes no more. */
  async send(invoice: InvoiceDocument, content: Uint8Array, options: SendOptions): Promise<SentInvoice> {
    const { form } = invoice;
    const waits = growingWaits(5_000, 30_000);
    for (let rotation = 0; ; ) {
      let slot: Slot | undefined;
      try {
        slot = await this.#slot(form, options);
        return await slot.session.send(content, options, invoice);
      } catch (error) {
        // A 429 was surely not taken. The transport waits for short ones by itself.
        if (error instanceof RateLimitError && error.retryAfterMs !== undefined) {
          await this.#wait("KSeF's request limit", error.retryAfterMs, options);
          continue;
        }
        const reason = whyNotHere(error);
        if (slot === undefined || reason === undefined || rotation >= mostRotations) throw error;
        this.#retire(form, slot, reason);
        // What KSeF refuses in one session it often refuses, for up to a minute, in one opened right after it too.
        if (rotation > 0 && reason !== 'full')
          await this.#wait('a usable session', waits.next().value, options);
        rotation++;
      }
    }
  }

  /** Sends that wait for the same thing share one wait, told once. */
  #wait(what: string, waitMs: number, options: CallOptions): Promise<void> {
    const shared = this.#waits.get(what);
    if (shared !== undefined) return shared;
    this.#options.onEvent?.({ type: 'waiting', what, waitMs });
    const wait = this.#api.clock.sleep(waitMs, options.signal).finally(() => this.#waits.delete(what));
    this.#waits.set(what, wait);
    return wait;
  }

  async closeAll(options: CallOptions): Promise<void> {
    const outcomes = await Promise.allSettled(this.#opened.map((session) => session.close(options)));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined)
      this.#options.onEvent?.({
        type: 'warning',
        message: `A session could not be closed: ${String(failed.reason)}`,
      });
  }

  async #slot(form: FormCode, options: CallOptions): Promise<Slot> {
    const key = form.systemCode;
    for (;;) {
      const pending = this.#slots.get(key) ?? this.#open(form, options);
      this.#slots.set(key, pending);
      const slot = await pending.catch((error: unknown) => {
        if (this.#slots.get(key) === pending) this.#slots.delete(key);
        throw error;
      });
      const ends = Date.parse(slot.session.validUntil) - endMarginMs;
      if (slot.taken < this.#maxInvoices && this.#api.clock.now() < ends) {
        slot.taken++;
        return slot;
      }
      this.#retire(form, slot, slot.taken < this.#maxInvoices ? 'its time is up' : 'full');
    }
  }

  async #open(form: FormCode, options: CallOptions): Promise<Slot> {
    const session = await openSession(this.#api, { ...this.#options, ...options, form });
    this.#opened.push(session);
    return { session, taken: 0 };
  }

  #retire(form: FormCode, slot: Slot, reason: string): void {
    const pending = this.#slots.get(form.systemCode);
    void pending?.then((current) => {
      if (current !== slot || this.#slots.get(form.systemCode) !== pending) return;
      this.#slots.delete(form.systemCode);
      this.#options.onEvent?.({
        type: 'session-rotated',
        referenceNumber: slot.session.referenceNumber,
        reason,
      });
    });
  }
}

/** Why an invoice that was surely not taken here should go to another session; undefined when it should not. */
function whyNotHere(error: unknown): string | undefined {
  if (error instanceof KsefApiError && error.hasCode(unavailable)) return 'KSeF takes no more in it for now';
  if (error instanceof KsefApiError && error.hasCode(full)) return 'full';
  if (error instanceof KsefStatusError && error.code === 'SESSION_KEY_REJECTED') return 'key rejected';
  return error instanceof KsefStatusError && error.code === 'SESSION_FINISHED' ? 'finished' : undefined;
}
