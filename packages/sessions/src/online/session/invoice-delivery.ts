import { type Api, type CallOptions, type Schemas, sendOnlineInvoice } from '@ksef/api';
import { KsefApiError, KsefStatusError, stopwatch, UnknownOutcomeError } from '@ksef/core';
import type { SessionEvent } from '../../events/index.js';
import { getSession, isUnknownSession, lookForInSession } from '../../status/index.js';
import type { SentInvoice } from './sent-invoice.js';

type SendInvoiceRequest = Schemas['SendInvoiceRequest'];

const statusForbids = 21180;
const mostSends = 3;

/** How an invoice came to be taken. */
interface Delivered {
  readonly referenceNumber: string;
  readonly invoiceHash: string;
  readonly sends: number;
  readonly found: boolean;
  readonly durationMs: number;
}

/** Brings encrypted invoices into one session; asks what became of one before it sends that again. */
export class InvoiceDelivery {
  readonly #api: Api;
  readonly #session: string;
  readonly #emit: ((event: SessionEvent) => void) | undefined;
  /** References that sends of this object have got: a look-up must not take another send's record for its own. */
  readonly #handedOut = new Set<string>();
  /** Sends of the same bytes go one after the other: only then is it clear whose record a look-up finds. */
  readonly #sending = new Map<string, Promise<SentInvoice>>();

  constructor(api: Api, session: string, emit: ((event: SessionEvent) => void) | undefined) {
    this.#api = api;
    this.#session = session;
    this.#emit = emit;
  }

  async send(body: SendInvoiceRequest, options: CallOptions): Promise<SentInvoice> {
    const { invoiceHash } = body;
    const deliver = () => this.#deliver(body, options);
    const sending = this.#sending.get(invoiceHash)?.then(deliver, deliver) ?? deliver();
    this.#sending.set(invoiceHash, sending);
    try {
      return await sending;
    } finally {
      if (this.#sending.get(invoiceHash) === sending) this.#sending.delete(invoiceHash);
    }
  }

  /** Whether this invoice of the session is what a send of this object became. */
  hasSent(referenceNumber: string): boolean {
    return this.#handedOut.has(referenceNumber);
  }

  async #deliver(body: SendInvoiceRequest, options: CallOptions): Promise<SentInvoice> {
    const { invoiceHash } = body;
    const elapsedMs = stopwatch(this.#api.clock);
    const sent = (referenceNumber: string, sends: number, found: boolean) =>
      this.#sent({ referenceNumber, invoiceHash, sends, found, durationMs: elapsedMs() });
    for (let attempt = 1; ; attempt++) {
      try {
        const input = { referenceNumber: this.#session, body };
        const { referenceNumber } = await sendOnlineInvoice(this.#api, input, options);
        return sent(referenceNumber, attempt, false);
      } catch (error) {
        const found = await this.#recover(error, invoiceHash, attempt, options);
        if (found !== undefined) return sent(found, attempt, true);
      }
    }
  }

  /** The reference of an invoice that was taken after all; undefined when it may be sent again. */
  async #recover(
    error: unknown,
    invoiceHash: string,
    attempt: number,
    options: CallOptions,
  ): Promise<string | undefined> {
    if (error instanceof UnknownOutcomeError) {
      const found = await this.#findByHash(invoiceHash, error, options);
      if (found === undefined && attempt >= mostSends) throw error;
      return found;
    }
    if (!(error instanceof KsefApiError)) throw error;
    if (error.hasCode(statusForbids)) throw await this.#explain(error, options);
    // KSeF may not yet know a session that it has just opened.
    if (isUnknownSession(error) && this.#handedOut.size === 0 && attempt < mostSends) {
      await this.#wait('a session that KSeF does not know yet', 500 * attempt, options);
      return undefined;
    }
    throw error;
  }

  async #findByHash(
    invoiceHash: string,
    outcome: UnknownOutcomeError,
    options: CallOptions,
  ): Promise<string | undefined> {
    const isOthers = (reference: string) => this.hasSent(reference);
    const onWait = (waitMs: number) =>
      this.#emit?.({ type: 'waiting', what: 'the fate of an invoice', waitMs });
    try {
      const looking = { ...options, onWait };
      return (await lookForInSession(this.#api, this.#session, invoiceHash, isOthers, looking))
        ?.referenceNumber;
    } catch (error) {
      options.signal?.throwIfAborted();
      throw new UnknownOutcomeError(
        `Whether KSeF took the invoice with hash ${invoiceHash} could not be found out. Ask session ${this.#session} before sending it again.`,
        { operation: outcome.operation, cause: error },
      );
    }
  }

  /** 21180 says only that the status forbids it: the status itself says why, and what helps. */
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
      `Session ${this.#session} takes no invoices: ${status.code} ${status.description}. Open another.`,
      { code: 'SESSION_FINISHED', ...facts },
    );
  }

  #sent({ invoiceHash, sends, ...told }: Delivered): SentInvoice {
    const { referenceNumber } = told;
    const sessionReferenceNumber = this.#session;
    this.#handedOut.add(referenceNumber);
    this.#emit?.({ type: 'invoice-sent', sessionReferenceNumber, ...told });
    return { referenceNumber, sessionReferenceNumber, invoiceHash, sends };
  }

  async #wait(what: string, waitMs: number, options: CallOptions): Promise<void> {
    this.#emit?.({ type: 'waiting', what, waitMs });
    await this.#api.clock.sleep(waitMs, options.signal);
  }
}
