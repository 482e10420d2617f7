import { type Api, type CallOptions, type Schemas, sendOnlineInvoice } from '@ksef/api';
import { KsefApiError, KsefStatusError, UnknownOutcomeError } from '@ksef/core';
import { stopwatch } from '@ksef/core/internal';
import { KeyedQueue } from '../../async/index.js';
import type { SessionEvent } from '../../events/index.js';
import { findInSession, getSession, isUnknownSession } from '../../status/index.js';
import type { SentInvoice } from './sent-invoice.js';

const statusForbids = 21180;
const mostSends = 3;

/** Sends encrypted invoices to one session. After a lost response it looks the invoice up before it retries. */
export class InvoiceDelivery {
  readonly #api: Api;
  readonly #session: string;
  readonly #emit: ((event: SessionEvent) => void) | undefined;
  /**
   * References that sends of this object have received: a look-up must not mistake another send's record for its own.
   */
  readonly #references = new Set<string>();
  /** Sends of the same bytes run one after the other. Otherwise it is unclear whose record a look-up finds. */
  readonly #sameBytes = new KeyedQueue();

  constructor(api: Api, session: string, emit: ((event: SessionEvent) => void) | undefined) {
    this.#api = api;
    this.#session = session;
    this.#emit = emit;
  }

  send(body: Schemas['SendInvoiceRequest'], options: CallOptions): Promise<SentInvoice> {
    const { invoiceHash } = body;
    const sessionReferenceNumber = this.#session;
    return this.#sameBytes.run(invoiceHash, async () => {
      const elapsedMs = stopwatch(this.#api.clock);
      for (let sends = 1; ; sends++) {
        let referenceNumber: string | undefined;
        let found = false;
        try {
          const input = { referenceNumber: sessionReferenceNumber, body };
          ({ referenceNumber } = await sendOnlineInvoice(this.#api, input, options));
        } catch (error) {
          referenceNumber = await this.#recover(error, invoiceHash, sends, options);
          found = true;
        }
        if (referenceNumber === undefined) continue;
        this.#references.add(referenceNumber);
        const durationMs = elapsedMs();
        this.#emit?.({ type: 'invoice-sent', sessionReferenceNumber, referenceNumber, found, durationMs });
        return { referenceNumber, sessionReferenceNumber, invoiceHash, sends };
      }
    });
  }

  /** Whether a send of this object became this invoice of the session. */
  hasSent(referenceNumber: string): boolean {
    return this.#references.has(referenceNumber);
  }

  /** The reference of an invoice that KSeF accepted after all; undefined when it may be sent again. */
  async #recover(
    error: unknown,
    invoiceHash: string,
    sends: number,
    options: CallOptions,
  ): Promise<string | undefined> {
    if (error instanceof UnknownOutcomeError) {
      const found = await findInSession(
        this.#api,
        this.#session,
        invoiceHash,
        (reference) => this.#references.has(reference),
        {
          ...options,
          mayLag: true,
          onWait: (waitMs) =>
            this.#emit?.({ type: 'waiting', what: 'KSeF to list an invoice whose answer was lost', waitMs }),
        },
      ).catch((cause: unknown) => {
        options.signal?.throwIfAborted();
        throw new UnknownOutcomeError(
          `Whether KSeF accepted the invoice with hash ${invoiceHash} could not be found out. Check session ${this.#session} before you send it again.`,
          { operation: error.operation, cause },
        );
      });
      if (found === undefined && sends >= mostSends) throw error;
      return found?.referenceNumber;
    }
    if (!(error instanceof KsefApiError)) throw error;
    if (error.hasCode(statusForbids)) throw await this.#explain(error, options);
    // KSeF may not yet know a session that it has just opened.
    if (!isUnknownSession(error) || this.#references.size > 0 || sends >= mostSends) throw error;
    const waitMs = 500 * sends;
    this.#emit?.({ type: 'waiting', what: 'a session that KSeF does not know yet', waitMs });
    await this.#api.clock.sleep(waitMs, options.signal);
    return undefined;
  }

  /** 21180 says only that the status forbids it. The status itself shows why, and what helps. */
  async #explain(error: KsefApiError, options: CallOptions): Promise<Error> {
    const { status } = await getSession(this.#api, this.#session, options);
    const facts = { status, referenceNumber: this.#session, cause: error };
    if (status.code === 415) {
      return new KsefStatusError(
        `KSeF could not decrypt the key of session ${this.#session}: open another and send again.`,
        { code: 'SESSION_KEY_REJECTED', ...facts },
      );
    }
    if (status.code === 100) return error;
    return new KsefStatusError(
      `Session ${this.#session} accepts no invoices: ${status.code} ${status.description}. Open another.`,
      { code: 'SESSION_FINISHED', ...facts },
    );
  }
}
