import type { Api, getContextLimits, getRateLimits } from '@ksef/api';
import type { listSessions } from '@ksef/auth';
import type { ContextInput, FormCode, KsefEnvironment } from '@ksef/core';
import type { EncryptionService } from '@ksef/crypto';
import type { InvoiceInput, InvoiceResult, OnlineSession, SendInvoicesOptions } from '@ksef/sessions';
import type { TokenProvider } from '@ksef/token-provider';

/** Options of calls. */
export interface KsefCallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Options of sending through {@link Ksef}. */
export type KsefSendOptions = Omit<SendInvoicesOptions, 'encryptor' | 'context'>;

/** KSeF, ready to use. Everything below it is reachable. */
export interface Ksef {
  readonly environment: KsefEnvironment;
  /** For the operations of `@ksef/api`. */
  readonly api: Api;
  readonly tokens: TokenProvider;
  readonly encryption: EncryptionService;
  /** The same, bound to one context; caches are shared. */
  inContext(context: ContextInput): Ksef;
  /** Logs in now, instead of at the first call. */
  login(options?: KsefCallOptions): Promise<void>;
  /** Revokes the login at KSeF and forgets its tokens. */
  logout(options?: KsefCallOptions): Promise<void>;
  /** Sends one invoice, waits for KSeF's judgement, and fetches and checks the receipt. */
  send(invoice: Uint8Array | string, options?: KsefSendOptions): Promise<InvoiceResult>;
  /** Sends any number of invoices: one result each, in order. */
  sendInvoices(
    source: AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>,
    options?: KsefSendOptions,
  ): AsyncGenerator<InvoiceResult, void>;
  /** An online session of your own. */
  openSession(form: FormCode, options?: KsefCallOptions): Promise<OnlineSession>;
  /** Downloads an invoice and checks its hash. */
  invoice(number: string, options?: KsefCallOptions): Promise<Uint8Array>;
  /** Logins of this subject. */
  authSessions(options?: KsefCallOptions): ReturnType<typeof listSessions>;
  /** Limits of sessions and of requests in force for the context. */
  limits(options?: KsefCallOptions): Promise<{
    readonly sessions: Awaited<ReturnType<typeof getContextLimits>>;
    readonly requests: Awaited<ReturnType<typeof getRateLimits>>;
  }>;
}
