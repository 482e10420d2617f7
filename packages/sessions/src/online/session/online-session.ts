import type { Api, CallOptions } from '@ksef/api';
import { encodeBase64, type FormCode, InvalidInputError, isSameForm } from '@ksef/core';
import { checkOptions, flag, type OptionChecks, someText, stopwatch } from '@ksef/core/internal';
import type { InvoiceDocument } from '@ksef/documents';
import type { SessionEvent } from '../../events/index.js';
import { documents, hashOf } from '../../invoice/index.js';
import type { SessionKey } from '../../opening/index.js';
import { callChecks, callOf } from '../../options/index.js';
import { getInvoiceUpo, sessionUpo, type Upo } from '../../receipts/index.js';
import {
  failedInvoices,
  getSession,
  type SessionInvoice,
  type SessionState,
  sessionInvoices,
  type WaitOptions,
  waitForInvoice,
  waitForSession,
} from '../../status/index.js';
import { closeSession } from './close-session.js';
import { InvoiceDelivery } from './invoice-delivery.js';
import type { SentInvoice } from './sent-invoice.js';

/** Options of sending one invoice. */
export interface SessionSendOptions extends CallOptions {
  /** The invoice was issued offline. Default false. */
  readonly offlineMode?: boolean | undefined;
  /** SHA-256 (Base64) of the rejected offline invoice that this one corrects technically. */
  readonly hashOfCorrectedInvoice?: string | undefined;
}

const sendChecks: OptionChecks<SessionSendOptions> = /* @__PURE__ */ Object.freeze({
  ...callChecks,
  offlineMode: flag,
  hashOfCorrectedInvoice: someText,
});

/** The facts of an open session, without its key. */
export interface OnlineSessionFacts {
  readonly referenceNumber: string;
  /** When KSeF closes it, RFC 3339. */
  readonly validUntil: string;
  readonly formCode: FormCode;
}

/** An open online session (sesja interaktywna). Created by `openSession`. */
export class OnlineSession {
  readonly referenceNumber: string;
  /** When KSeF closes it, RFC 3339. */
  readonly validUntil: string;
  readonly formCode: FormCode;
  readonly #api: Api;
  readonly #key: SessionKey;
  readonly #emit: ((event: SessionEvent) => void) | undefined;
  readonly #delivery: InvoiceDelivery;
  #closing: Promise<void> | undefined;

  /** @internal */
  constructor(api: Api, key: SessionKey, facts: OnlineSessionFacts, onEvent?: (event: SessionEvent) => void) {
    this.#api = api;
    this.#key = key;
    this.#emit = onEvent;
    this.referenceNumber = facts.referenceNumber;
    this.validUntil = facts.validUntil;
    this.formCode = facts.formCode;
    this.#delivery = new InvoiceDelivery(api, this.referenceNumber, onEvent);
  }

  /**
   * Sends one invoice. After a lost response it looks the invoice up in KSeF by its hash before it retries.
   *
   * @throws InvalidInputError those of `readInvoice`; `FORM_MISMATCH`, `ATTACHMENT_NEEDS_BATCH`, `SESSION_CLOSED`
   * @throws KsefStatusError `SESSION_KEY_REJECTED`, `SESSION_FINISHED`
   * @throws UnknownOutcomeError when the look-up in KSeF failed too: nothing was retried
   */
  async send(
    invoice: Uint8Array | string,
    options: SessionSendOptions = {},
    /** @internal What has been read of the invoice already. */
    known?: InvoiceDocument,
  ): Promise<SentInvoice> {
    checkOptions<SessionSendOptions>(options, sendChecks);
    if (this.#closing !== undefined) throw closed(this.referenceNumber);
    const bytes = typeof invoice === 'string' ? new TextEncoder().encode(invoice) : invoice;
    const { formCode, hasAttachment } = known ?? (await documents()).readInvoice(bytes);
    if (!isSameForm(formCode, this.formCode)) {
      throw new InvalidInputError(
        `The invoice is ${formCode.systemCode}, and the session accepts ${this.formCode.systemCode}. Open a session for that form.`,
        { code: 'FORM_MISMATCH', input: 'invoice' },
      );
    }
    if (hasAttachment && formCode.value !== 'PEF' && options.hashOfCorrectedInvoice === undefined) {
      throw new InvalidInputError(
        'KSeF accepts invoices with attachments in batches only. Use sendBatch, or send with an array.',
        {
          code: 'ATTACHMENT_NEEDS_BATCH',
          input: 'invoice',
        },
      );
    }
    const encrypted = this.#key.encrypt(bytes);
    const invoiceHash = hashOf(bytes);
    const body = {
      invoiceHash,
      invoiceSize: bytes.length,
      encryptedInvoiceHash: hashOf(encrypted),
      encryptedInvoiceSize: encrypted.length,
      encryptedInvoiceContent: encodeBase64(encrypted),
      offlineMode: options.offlineMode ?? false,
      ...(options.hashOfCorrectedInvoice === undefined
        ? {}
        : { hashOfCorrectedInvoice: options.hashOfCorrectedInvoice }),
    };
    return this.#delivery.send(body, callOf(options));
  }

  /** @internal Whether this invoice of the session is what a send of this object became. */
  hasSent(invoiceReference: string): boolean {
    return this.#delivery.hasSent(invoiceReference);
  }

  /** The session's status in KSeF. */
  status(options?: CallOptions): Promise<SessionState> {
    return getSession(this.#api, this.referenceNumber, options);
  }

  invoices(options?: CallOptions): AsyncGenerator<SessionInvoice> {
    return sessionInvoices(this.#api, this.referenceNumber, options);
  }

  failedInvoices(options?: CallOptions): AsyncGenerator<SessionInvoice> {
    return failedInvoices(this.#api, this.referenceNumber, options);
  }

  /** Waits until KSeF has processed an invoice. */
  waitForInvoice(invoiceReference: string, options?: WaitOptions): Promise<SessionInvoice> {
    return waitForInvoice(this.#api, this.referenceNumber, invoiceReference, options);
  }

  /** Waits until the session, once closed, is processed. */
  waitUntilProcessed(options?: WaitOptions): Promise<SessionState> {
    return waitForSession(this.#api, this.referenceNumber, options);
  }

  /** Receipt of one invoice. @throws IntegrityError `UPO_MISMATCH` */
  invoiceUpo(
    invoice: { readonly referenceNumber: string } | { readonly ksefNumber: string },
    options?: CallOptions & { readonly invoiceHash?: string | undefined },
  ): Promise<Upo> {
    return getInvoiceUpo(this.#api, this.referenceNumber, invoice, options);
  }

  /** Receipt of the whole session, page by page. */
  upo(options?: CallOptions): AsyncGenerator<Upo> {
    return sessionUpo(this.#api, this.referenceNumber, options);
  }

  /** Closes it. Calling it again is safe. If the answer is unclear, the session's status decides. */
  close(options: CallOptions = {}): Promise<void> {
    const close = async () => {
      const elapsedMs = stopwatch(this.#api.clock);
      await closeSession(this.#api, this.referenceNumber, { ...options, onEvent: this.#emit });
      const { referenceNumber, formCode } = this;
      const { systemCode } = formCode;
      this.#emit?.({ type: 'session-closed', referenceNumber, systemCode, durationMs: elapsedMs() });
    };
    this.#closing ??= close().catch((error: unknown) => {
      this.#closing = undefined;
      throw error;
    });
    return this.#closing;
  }

  /** Everything that `resumeSession` needs, encrypted with a 32-byte key of yours. @throws InvalidInputError `INVALID_KEY` */
  seal(sealingKey: Uint8Array): Promise<string> {
    return this.#key.seal(sealingKey, this.toJSON());
  }

  toJSON(): OnlineSessionFacts {
    return { referenceNumber: this.referenceNumber, validUntil: this.validUntil, formCode: this.formCode };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

function closed(referenceNumber: string): InvalidInputError {
  return new InvalidInputError(`Session ${referenceNumber} is closed. Open another to send more.`, {
    code: 'SESSION_CLOSED',
    input: 'session',
  });
}
