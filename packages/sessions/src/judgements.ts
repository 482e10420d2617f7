import type { Api, CallOptions } from '@ksef/api';
import { KsefStatusError } from '@ksef/core';
import { growingWaits } from './growing-waits.js';
import type { SentInvoice } from './online-session.js';
import { getSessionInvoice, isFinal, type SessionInvoice, sessionInvoices } from './session-queries.js';

interface Waiting {
  readonly sent: SentInvoice;
  readonly deadline: number;
  resolve(invoice: SessionInvoice): void;
  reject(error: unknown): void;
}

// Up to so many are asked for one by one; more are read off the session's list, a thousand at a call.
const fewInvoices = 4;
const firstWaitMs = 200;

/** Finds out what KSeF decided about sent invoices: one poll for all that wait, with growing pauses. */
export class Judgements {
  readonly #api: Api;
  readonly #options: CallOptions;
  readonly #waitTimeoutMs: number;
  readonly #waiting = new Map<string, Waiting>();
  #waits = growingWaits(firstWaitMs, 5_000);
  #running = false;

  constructor(api: Api, options: CallOptions, waitTimeoutMs: number) {
    this.#api = api;
    this.#options = options;
    this.#waitTimeoutMs = waitTimeoutMs;
  }

  /** Resolves with the invoice's final state. */
  of(sent: SentInvoice): Promise<SessionInvoice> {
    return new Promise((resolve, reject) => {
      const deadline = this.#api.clock.now() + this.#waitTimeoutMs;
      this.#waiting.set(sent.referenceNumber, { sent, deadline, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    this.#waits = growingWaits(firstWaitMs, 5_000);
    try {
      while (this.#waiting.size > 0) {
        await this.#api.clock.sleep(this.#waits.next().value, this.#options.signal);
        const before = this.#waiting.size;
        // KSeF keeps pace: ask again soon. It does not: give it, and the hourly limit of listings, more time.
        if ((await this.#ask()) * 2 >= before) this.#waits = growingWaits(firstWaitMs, 5_000);
        this.#dropLate();
      }
    } catch (error) {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    } finally {
      this.#running = false;
    }
  }

  async #ask(): Promise<number> {
    let settled = 0;
    const settle = (invoice: SessionInvoice) => {
      const waiting = this.#waiting.get(invoice.referenceNumber);
      if (waiting === undefined || !isFinal(invoice.status.code)) return;
      this.#waiting.delete(invoice.referenceNumber);
      settled++;
      waiting.resolve(invoice);
    };
    const all = [...this.#waiting.values()].map(({ sent }) => sent);
    if (all.length <= fewInvoices) {
      for (const sent of all)
        settle(
          await getSessionInvoice(
            this.#api,
            sent.sessionReferenceNumber,
            sent.referenceNumber,
            this.#options,
          ),
        );
      return settled;
    }
    for (const session of new Set(all.map((sent) => sent.sessionReferenceNumber))) {
      for await (const invoice of sessionInvoices(this.#api, session, { ...this.#options, pageSize: 1000 }))
        settle(invoice);
    }
    return settled;
  }

  #dropLate(): void {
    const now = this.#api.clock.now();
    for (const [reference, { sent, deadline, reject }] of this.#waiting) {
      if (now < deadline) continue;
      this.#waiting.delete(reference);
      reject(
        new KsefStatusError(
          `KSeF has not judged invoice ${reference} in time; it has it in session ${sent.sessionReferenceNumber}. Ask later, do not send again.`,
          {
            code: 'WAIT_TIMEOUT',
            status: { code: 150, description: '' },
            referenceNumber: reference,
          },
        ),
      );
    }
  }
}
