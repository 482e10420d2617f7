import {
  type Api,
  type CallOptions,
  closeOnlineSession,
  openOnlineSession,
  type Schemas,
  sendOnlineInvoice,
} from '@ksef/api';
import {
  encodeBase64,
  type FormCode,
  formCodes,
  InvalidInputError,
  isSameForm,
  KsefApiError,
  KsefStatusError,
  UnknownOutcomeError,
} from '@ksef/core';
import { type InvoiceDocument, readInvoice } from '@ksef/documents';
import { growingWaits } from './growing-waits.js';
import { hashOf } from './hash-of.js';
import { observed, type SessionEvent } from './session-event.js';
import { SessionKey } from './session-key.js';
import {
  failedInvoices,
  getInvoiceUpo,
  getSession,
  isFinal,
  type SessionInvoice,
  type SessionState,
  sessionInvoices,
  sessionUpo,
  type Upo,
  type WaitOptions,
  waitForInvoice,
  waitForSession,
} from './session-queries.js';
import type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';

/** Options of {@link openSession}. */
export interface OpenSessionOptions extends CallOptions {
  readonly form: FormCode;
  readonly encryptor: SymmetricKeyEncryptor;
  /** Asks KSeF for a feature, e.g. `subject-identifier-validation` on TEST. */
  readonly feature?: string | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

/** Options of sending one invoice. */
export interface SendOptions extends CallOptions {
  /** The invoice was issued offline. Default false. */
  readonly offlineMode?: boolean | undefined;
  /** SHA-256 (Base64) of the refused offline invoice that this one corrects technically. */
  readonly hashOfCorrectedInvoice?: string | undefined;
}

/** An invoice that KSeF has taken for processing. */
export interface SentInvoice {
  readonly referenceNumber: string;
  readonly sessionReferenceNumber: string;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash: string;
}

interface Facts {
  readonly referenceNumber: string;
  readonly validUntil: string;
  readonly form: FormCode;
}

const keyUnknown = 21470;
const sessionUnknown = 21173;
const statusForbids = 21180;
// How often KSeF is asked for the fate of an invoice before it counts as not taken, and how often it is sent at most.
const lookUps = 3;
const mostSends = 3;

/**
 * Opens an online session for invoices of one form. The key is made here and encrypted by `encryptor`; when KSeF does
 * not know that public key any more (21470), keys are fetched anew and it is tried once more.
 *
 * @throws KsefApiError, UnknownOutcomeError
 */
export async function openSession(api: Api, options: OpenSessionOptions): Promise<OnlineSession> {
  const { form, encryptor, feature } = options;
  const onEvent = observed(options.onEvent);
  if (isSameForm(form, formCodes.fa2) && ['DEMO', 'PRD'].includes(api.environment.name)) {
    onEvent?.({ type: 'warning', message: 'FA (2) is taken on TEST only.' });
  }
  const key = SessionKey.create();
  const open = async () => {
    const { encrypted, publicKeyId } = await key.withRaw((raw) =>
      encryptor.encryptSymmetricKey(raw, options),
    );
    const encryption = {
      encryptedSymmetricKey: encodeBase64(encrypted),
      initializationVector: encodeBase64(key.iv),
      publicKeyId,
    };
    return openOnlineSession(api, { feature, body: { formCode: form, encryption } }, options);
  };
  let opened: Awaited<ReturnType<typeof open>>;
  try {
    opened = await open();
  } catch (error) {
    if (!(error instanceof KsefApiError && error.hasCode(keyUnknown))) throw error;
    await encryptor.forceRefresh(options);
    opened = await open();
  }
  onEvent?.({ type: 'session-opened', referenceNumber: opened.referenceNumber, form: form.systemCode });
  return new OnlineSession(api, key, { ...opened, form }, onEvent);
}

/**
 * Takes up a session that {@link OnlineSession.seal} has written down.
 *
 * @throws InvalidInputError `INVALID_SEAL`, `INVALID_KEY`
 */
export async function resumeSession(api: Api, sealed: string, sealKey: Uint8Array): Promise<OnlineSession> {
  const { key, facts } = await SessionKey.unseal(sealed, sealKey);
  return new OnlineSession(api, key, facts as Facts);
}

/** An open online session (sesja interaktywna). Made by {@link openSession}. */
export class OnlineSession {
  readonly referenceNumber: string;
  /** When KSeF closes it by itself, RFC 3339. */
  readonly validUntil: string;
  readonly form: FormCode;
  readonly #api: Api;
  readonly #key: SessionKey;
  readonly #emit: ((event: SessionEvent) => void) | undefined;
  /** References that sends of this object have got: a look-up must not take another send's record for its own. */
  readonly #handedOut = new Set<string>();
  /** Sends of the same bytes go one after the other: only then is it clear whose record a look-up finds. */
  readonly #sending = new Map<string, Promise<SentInvoice>>();
  #closing: Promise<void> | undefined;

  /** @internal */
  constructor(api: Api, key: SessionKey, facts: Facts, onEvent?: (event: SessionEvent) => void) {
    this.#api = api;
    this.#key = key;
    this.#emit = onEvent;
    this.referenceNumber = facts.referenceNumber;
    this.validUntil = facts.validUntil;
    this.form = facts.form;
  }

  /**
   * Sends one invoice. When the answer is lost, KSeF is asked by the invoice's hash before anything is repeated.
   *
   * @throws InvalidInputError what `readInvoice` refuses; `FORM_MISMATCH`, `ATTACHMENT_NEEDS_BATCH`, `SESSION_CLOSED`
   * @throws KsefStatusError `SESSION_KEY_REJECTED`, `SESSION_FINISHED`
   * @throws UnknownOutcomeError when KSeF could not be asked either: nothing was repeated
   */
  async send(
    invoice: Uint8Array | string,
    options: SendOptions = {},
    /** @internal What has been read of the invoice already. */
    known?: InvoiceDocument,
  ): Promise<SentInvoice> {
    if (this.#closing !== undefined) throw closed(this.referenceNumber);
    const bytes = typeof invoice === 'string' ? new TextEncoder().encode(invoice) : invoice;
    const { form, hasAttachment } = known ?? readInvoice(bytes);
    if (!isSameForm(form, this.form)) {
      throw new InvalidInputError(
        `The invoice is ${form.systemCode}, the session takes ${this.form.systemCode}: open one for that form.`,
        { code: 'FORM_MISMATCH', input: 'invoice' },
      );
    }
    if (hasAttachment && form.value !== 'PEF' && options.hashOfCorrectedInvoice === undefined) {
      throw new InvalidInputError('KSeF takes invoices with attachments in batches only.', {
        code: 'ATTACHMENT_NEEDS_BATCH',
        input: 'invoice',
      });
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
    const deliver = () => this.#deliver(body, options);
    const sending = this.#sending.get(invoiceHash)?.then(deliver, deliver) ?? deliver();
    this.#sending.set(invoiceHash, sending);
    try {
      return await sending;
    } finally {
      if (this.#sending.get(invoiceHash) === sending) this.#sending.delete(invoiceHash);
    }
  }

  async #deliver(body: Schemas['SendInvoiceRequest'], options: CallOptions): Promise<SentInvoice> {
    const { invoiceHash } = body;
    for (let attempt = 1; ; attempt++) {
      try {
        const { referenceNumber } = await sendOnlineInvoice(
          this.#api,
          { referenceNumber: this.referenceNumber, body },
          options,
        );
        return this.#sent(referenceNumber, invoiceHash, false);
      } catch (error) {
        const found = await this.#recover(error, invoiceHash, attempt, options);
        if (found !== undefined) return this.#sent(found, invoiceHash, true);
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
    if (
      (error.status === 404 || error.hasCode(sessionUnknown)) &&
      this.#handedOut.size === 0 &&
      attempt < mostSends
    ) {
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
    const waits = growingWaits(200, 2_000);
    for (let count = 0; count < lookUps; count++) {
      await this.#wait('the fate of an invoice', waits.next().value, options);
      try {
        for await (const one of sessionInvoices(this.#api, this.referenceNumber, {
          ...options,
          pageSize: 1000,
        })) {
          if (one.invoiceHash === invoiceHash && !this.#handedOut.has(one.referenceNumber))
            return one.referenceNumber;
        }
      } catch (error) {
        options.signal?.throwIfAborted();
        throw new UnknownOutcomeError(
          `Whether KSeF took the invoice with hash ${invoiceHash} could not be found out. Ask session ${this.referenceNumber} before sending it again.`,
          { operation: outcome.operation, cause: error },
        );
      }
    }
    return undefined;
  }

  /** 21180 says only that the status forbids it: the status itself says why, and what helps. */
  async #explain(error: KsefApiError, options: CallOptions): Promise<Error> {
    const { status } = await this.status(options);
    if (status.code === 415) {
      return new KsefStatusError(
        `KSeF could not decrypt the key of session ${this.referenceNumber}: open another and send again.`,
        { code: 'SESSION_KEY_REJECTED', status, referenceNumber: this.referenceNumber, cause: error },
      );
    }
    if (status.code === 100) return error;
    return new KsefStatusError(
      `Session ${this.referenceNumber} takes no invoices: ${status.code} ${status.description}. Open another.`,
      { code: 'SESSION_FINISHED', status, referenceNumber: this.referenceNumber, cause: error },
    );
  }

  #sent(referenceNumber: string, invoiceHash: string, found: boolean): SentInvoice {
    this.#handedOut.add(referenceNumber);
    this.#emit?.({
      type: 'invoice-sent',
      sessionReferenceNumber: this.referenceNumber,
      referenceNumber,
      found,
    });
    return { referenceNumber, sessionReferenceNumber: this.referenceNumber, invoiceHash };
  }

  /** Its state as KSeF sees it. */
  status(options?: CallOptions): Promise<SessionState> {
    return getSession(this.#api, this.referenceNumber, options);
  }

  invoices(options?: CallOptions): AsyncGenerator<SessionInvoice> {
    return sessionInvoices(this.#api, this.referenceNumber, options);
  }

  failedInvoices(options?: CallOptions): AsyncGenerator<SessionInvoice> {
    return failedInvoices(this.#api, this.referenceNumber, options);
  }

  /** Waits until KSeF has judged an invoice. */
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

  /** Closes it. Safe to call again; an unclear answer is cleared up by the session's status. */
  close(options: CallOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options).catch((error: unknown) => {
      this.#closing = undefined;
      throw error;
    });
    return this.#closing;
  }

  async #close(options: CallOptions): Promise<void> {
    const waits = growingWaits(300, 5_000);
    for (let attempt = 1; ; attempt++) {
      try {
        await closeOnlineSession(this.#api, { referenceNumber: this.referenceNumber }, options);
        break;
      } catch (error) {
        const unclear =
          error instanceof UnknownOutcomeError ||
          (error instanceof KsefApiError && error.hasCode(statusForbids));
        if (!unclear) throw error;
        const { status } = await this.status(options);
        if (status.code === 170 || isFinal(status.code)) break;
        if (attempt >= 6) throw error;
        await this.#wait('a session that is not closed yet', waits.next().value, options);
      }
    }
    this.#emit?.({
      type: 'session-closed',
      referenceNumber: this.referenceNumber,
      form: this.form.systemCode,
    });
  }

  async #wait(what: string, waitMs: number, options: CallOptions): Promise<void> {
    this.#emit?.({ type: 'waiting', what, waitMs });
    await this.#api.clock.sleep(waitMs, options.signal);
  }

  /** Everything that {@link resumeSession} needs, encrypted with a 32-byte key of yours. @throws InvalidInputError `INVALID_KEY` */
  seal(sealKey: Uint8Array): Promise<string> {
    return this.#key.seal(sealKey, this.toJSON());
  }

  toJSON(): Facts {
    return { referenceNumber: this.referenceNumber, validUntil: this.validUntil, form: this.form };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

function closed(referenceNumber: string): InvalidInputError {
  return new InvalidInputError(`Session ${referenceNumber} was closed: open another to send more.`, {
    code: 'SESSION_CLOSED',
    input: 'session',
  });
}
