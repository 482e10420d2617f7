import { type Api, getContextLimits, getInvoice, getRateLimits, getSubjectLimits, type Schemas } from '@ksef/api';
import { type AuthSession, listSessions, revokeCurrentSession } from '@ksef/auth';
import {
  type ContextIdentifier,
  type ContextInput,
  type FormCode,
  IntegrityError,
  InvalidInputError,
  type KsefEnvironment,
  ksefNumber as checkKsefNumber,
  referenceNumber as checkReference,
  requireContext,
  sha256Base64,
  toContext,
  UnauthorizedError,
} from '@ksef/core';
import type { EncryptionService } from '@ksef/crypto';
import { type InvoiceLinkInput, invoiceLink } from '@ksef/qr';
import {
  type InvoiceInput,
  type InvoiceResult,
  type OnlineSession,
  type OpenSessionOptions,
  openSession,
  type SendInvoicesOptions,
  type SendOptions,
  sendInvoices,
} from '@ksef/sessions';
import type { TokenProvider } from '@ksef/token-provider';
import type { KsefEvent } from './ksef-event.js';
import { type SessionView, sessionView } from './session-view.js';

/** What every call takes last. */
export interface CallOptions {
  /** Ends the call, its repeats and its waits. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link Ksef.sendInvoices}: those of `@ksef/sessions`, less what the client gives itself. */
export type OwnSendOptions = Omit<SendInvoicesOptions, 'encryptor' | 'onEvent' | 'context' | 'bearer'>;

/** Options of {@link Ksef.openSession}. */
export type OwnOpenOptions = Omit<OpenSessionOptions, 'form' | 'encryptor' | 'onEvent' | 'context' | 'bearer'>;

/** The limits that hold for a context now. */
export interface OwnLimits {
  readonly context: Schemas['EffectiveContextLimits'];
  readonly subject: Schemas['EffectiveSubjectLimits'];
  readonly rates: Schemas['EffectiveApiRateLimits'];
}

/** What facades of one client share. */
export interface KsefParts {
  readonly environment: KsefEnvironment;
  readonly api: Api;
  readonly tokens: TokenProvider;
  readonly encryption: EncryptionService;
  /** Sessions that were opened here. */
  readonly sessions: Set<OnlineSession>;
  readonly emit: (event: KsefEvent) => void;
  closed: boolean;
}

/** A client of KSeF. Made by `createKsef`. */
export class Ksef {
  readonly #parts: KsefParts;
  readonly #context: ContextIdentifier | undefined;

  /** @internal */
  constructor(parts: KsefParts, context: ContextIdentifier | undefined) {
    this.#parts = parts;
    this.#context = context;
  }

  get environment(): KsefEnvironment {
    return this.#parts.environment;
  }

  /** For every operation of the contract: `getRateLimits(ksef.api)` with functions of `@ksef/api`. */
  get api(): Api {
    return this.#context === undefined ? this.#parts.api : this.#parts.api.inContext(this.#context);
  }

  /** The cache of access tokens. */
  get tokens(): TokenProvider {
    return this.#parts.tokens;
  }

  /** The cache of KSeF's public keys. */
  get encryption(): EncryptionService {
    return this.#parts.encryption;
  }

  /** The same client bound to one context; tokens and keys are shared. @throws InvalidInputError `INVALID_CONTEXT` */
  inContext(context: ContextInput): Ksef {
    return new Ksef(this.#parts, toContext(context));
  }

  /**
   * Sends one invoice: opens a session, sends, waits for KSeF's judgement, fetches the receipt (UPO), checks that
   * its hash is the file's, closes. For more than one use {@link sendInvoices}.
   *
   * Throws only while KSeF has not taken the invoice; after that `status` of the result tells what came of it.
   *
   * @throws MissingContextError; InvalidInputError as `readInvoice` refuses it; KsefApiError; TransportError;
   * UnknownOutcomeError when it could not be found out whether KSeF took it
   */
  async send(
    xml: Uint8Array | string,
    options: Omit<SendOptions, 'context' | 'bearer'> & Pick<OwnSendOptions, 'waitTimeoutMs'> = {},
  ): Promise<InvoiceResult> {
    const { offlineMode, hashOfCorrectedInvoice, ...rest } = options;
    const input: InvoiceInput = { content: xml, offlineMode, hashOfCorrectedInvoice };
    let result: InvoiceResult | undefined;
    // To the end, not to the first result: the session is closed after that.
    for await (const one of this.sendInvoices([input], { ...rest, upo: true })) result = one;
    if (result === undefined) throw new Error('sendInvoices gave no result');
    if (result.error !== undefined && result.referenceNumber === undefined) throw result.error;
    return result;
  }

  /**
   * Sends any number of invoices; one result an input, in order. Sessions are opened, rotated and closed as needed.
   *
   * @throws MissingContextError at once, before the first is read
   */
  sendInvoices(
    source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
    options: OwnSendOptions = {},
  ): AsyncGenerator<InvoiceResult, void> {
    const { api, encryption: encryptor } = this.#bound('sendInvoices');
    return sendInvoices(api, source, { ...options, encryptor, onEvent: this.#onSessionEvent });
  }

  /** Opens an online session for invoices of one form. Close it, or the client. @throws MissingContextError; KsefApiError */
  async openSession(form: FormCode, options: OwnOpenOptions = {}): Promise<OnlineSession> {
    const { api, encryption: encryptor } = this.#bound('openSession');
    const session = await openSession(api, { ...options, form, encryptor, onEvent: this.#onSessionEvent });
    this.#parts.sessions.add(session);
    return session;
  }

  /** Asks about a session by its reference number. @throws InvalidInputError `INVALID_REFERENCE_NUMBER`; MissingContextError */
  session(referenceNumber: string): SessionView {
    return sessionView(this.#bound('session').api, checkReference(referenceNumber));
  }

  /** Logs in now, unless a token is at hand: for finding out early that it works. */
  async login(options: CallOptions = {}): Promise<void> {
    const { context } = this.#bound('login');
    await this.#parts.tokens.getToken(context, { signal: options.signal });
  }

  /**
   * Ends the login at KSeF and forgets its tokens. Without a valid access token at hand it only forgets: nothing is
   * renewed in order to be revoked.
   */
  async logout(options: CallOptions = {}): Promise<void> {
    const { context, api } = this.#bound('logout');
    const { tokens } = this.#parts;
    const bearer = tokens.peek(context);
    try {
      if (bearer !== undefined) await revokeCurrentSession(api, { bearer, signal: options.signal });
    } catch (error) {
      // Ended already.
      if (!(error instanceof UnauthorizedError)) throw error;
    } finally {
      await tokens.invalidate(context);
    }
  }

  /** All logins of the subject, newest first, page by page as they are read. */
  authSessions(options: CallOptions = {}): AsyncIterable<AuthSession> {
    return listSessions(this.#bound('authSessions').api, options);
  }

  /** The limits of the context, of the subject that is logged in, and of the request rates. */
  async limits(options: CallOptions = {}): Promise<OwnLimits> {
    const { api } = this.#bound('limits');
    const [context, subject, rates] = await Promise.all([
      getContextLimits(api, {}, options),
      getSubjectLimits(api, {}, options),
      getRateLimits(api, {}, options),
    ]);
    return { context, subject, rates };
  }

  /**
   * Downloads an invoice, and checks that it is complete.
   *
   * @throws InvalidInputError `INVALID_KSEF_NUMBER`; IntegrityError `INVOICE_HASH_MISMATCH`; KsefApiError
   */
  async invoice(
    ksefNumber: string,
    options: CallOptions = {},
  ): Promise<{ readonly xml: Uint8Array; readonly invoiceHash: string }> {
    const { api } = this.#bound('invoice');
    const { bytes, contentHash } = await getInvoice(api, { ksefNumber: checkKsefNumber(ksefNumber) }, options);
    const invoiceHash = await sha256Base64(bytes);
    if (contentHash !== undefined && contentHash !== invoiceHash) {
      throw new IntegrityError(`Invoice ${ksefNumber} did not arrive as KSeF sent it: its hash differs.`, {
        code: 'INVOICE_HASH_MISMATCH',
      });
    }
    return { xml: bytes, invoiceHash };
  }

  /** The link behind an invoice's QR code (KOD I), in this client's environment. */
  invoiceLink(invoice: Omit<InvoiceLinkInput, 'environment'>): string {
    return invoiceLink({ ...invoice, environment: this.environment });
  }

  /** Closes the sessions that {@link openSession} opened; afterwards the client takes no more calls. */
  async close(): Promise<void> {
    const { sessions } = this.#parts;
    this.#parts.closed = true;
    const open = [...sessions];
    sessions.clear();
    const outcomes = await Promise.allSettled(open.map((session) => session.close()));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  readonly #onSessionEvent: SendInvoicesOptions['onEvent'] = (event) =>
    this.#parts.emit({ source: 'session', ...event });

  /** The context is looked up at the call, not at the first request: keys must not be fetched for a call without one. */
  #bound(what: string): { context: ContextIdentifier; api: Api; encryption: EncryptionService } {
    const { closed, api, encryption } = this.#parts;
    if (closed) {
      throw new InvalidInputError('This client was closed: make another with createKsef.', {
        code: 'CLIENT_CLOSED',
        input: 'ksef',
      });
    }
    const context = this.#context ?? requireContext(what);
    return { context, api: api.inContext(context), encryption };
  }
}
