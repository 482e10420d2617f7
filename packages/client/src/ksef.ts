import type { AdmissionPriority, Api, getContextLimits, getRateLimits } from '@ksef/api';
import type { listSessions } from '@ksef/auth';
import type { ContextIdentifier, ContextInput, FormCode, KsefEnvironment } from '@ksef/core';
import type { EncryptionService } from '@ksef/crypto';
import type {
  ExportedInvoice,
  ExportInvoicesOptions,
  GetInvoiceOptions,
  InvoiceFilters,
  InvoiceMetadata,
  QueryMetadataOptions,
  SyncedInvoice,
  SyncInvoicesOptions,
  WithContent,
} from '@ksef/export';
import type {
  InvoiceInput,
  InvoiceResult,
  InvoiceSender,
  OnlineSession,
  SenderOptions,
  SendInvoicesOptions,
  SendOptions,
} from '@ksef/sessions';
import type { SendBatchOptions } from '@ksef/sessions/batch';
import type { TokenProvider } from '@ksef/token-provider';
import type { KsefEvent } from './ksef-options.js';

/** Options of calls. */
export interface KsefCallOptions {
  /** Aborts the call. What KSeF has already done is not undone. */
  readonly signal?: AbortSignal | undefined;
}

/** The options that the client passes to every part. */
type SetByClient = 'encryptor' | 'context';

/** Options of sending online through {@link Ksef}. */
export type KsefSendOptions = Omit<SendInvoicesOptions, SetByClient>;

/** Options of sending by batch through {@link Ksef}. */
export type KsefBatchOptions = Omit<SendBatchOptions, SetByClient>;

/** Options of `send` through {@link Ksef}, for any number of invoices. */
export type KsefSendAllOptions = Omit<SendOptions, SetByClient>;

/** Options of senders through {@link Ksef}. */
export type KsefSenderOptions<Issued = never> = Omit<SenderOptions<Issued>, SetByClient>;

/** Options of exports through {@link Ksef}. */
export type KsefExportOptions = Omit<ExportInvoicesOptions, SetByClient>;

/** Options of receiving through {@link Ksef}. */
export type KsefSyncOptions = Omit<SyncInvoicesOptions, SetByClient>;

/** Invoices to send. */
export type InvoiceSource = AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>;

/**
 * Adds members to a client, see `Ksef.extend`: takes the client and returns the members. It is called once for every
 * context and priority, so keep shared state outside of it.
 */
export type KsefExtension<Added extends object = object> = (ksef: Ksef, tools: ExtensionTools) => Added;

/** What an extension receives in addition to the client. */
export interface ExtensionTools {
  /** Calls the client's `onEvent`. */
  emit(event: KsefEvent): void;
}

/** The members that these extensions add together. */
export type AddedBy<Extensions extends readonly KsefExtension[]> = Extensions extends readonly [
  KsefExtension<infer First>,
  ...infer Rest extends readonly KsefExtension[],
]
  ? First & AddedBy<Rest>
  : unknown;

/** A ready-to-use KSeF client that gives access to all layers below it. `extend` adds more. */
export interface Ksef {
  /** The environment that requests go to. */
  readonly environment: KsefEnvironment;
  /** The context that the client is bound to. Undefined when the ambient context applies. */
  readonly context?: ContextIdentifier | undefined;
  /** The HTTP client, for the operations of `@ksef/api`. */
  readonly api: Api;
  /** Access tokens of all contexts: `getToken`, `invalidate`, `forceLogin`. */
  readonly tokens: TokenProvider;
  /** KSeF's public keys, for parts that you use directly. */
  readonly encryption: EncryptionService;
  /** The same client, bound to one context. Caches are shared. */
  inContext(context: ContextInput): this;
  /**
   * The same client with this priority. When requests wait for KSeF's limits, `interactive` requests (someone is
   * waiting for them) go before `background` requests (the default), which never starve.
   */
  withPriority(priority: AdmissionPriority): this;
  /**
   * The same client with members of other packages, or your own. Each extension is called with this object, and again
   * for every `inContext` and `withPriority`. A later extension sees the members of the earlier ones.
   *
   * @throws InvalidInputError `INVALID_OPTION` if an extension is not a function that returns an object, or adds a member
   * that exists already
   * @example
   * ```ts
   * import { createKsef, type Ksef } from '@ksef/client';
   * import { nip } from '@ksef/core';
   *
   * const names = (ksef: Ksef) => ({ environmentName: () => ksef.environment.name });
   * const ksef = createKsef({
   *   environment: 'test',
   *   credentials: { ksefToken: process.env.KSEF_TOKEN ?? '' },
   * }).extend(names);
   * ksef.inContext(nip('5265877635')).environmentName(); // 'test'
   * ```
   */
  extend<Extensions extends readonly KsefExtension[]>(...extensions: Extensions): this & AddedBy<Extensions>;
  /** Logs in now instead of at the first call. */
  login(options?: KsefCallOptions): Promise<void>;
  /** Revokes the login in KSeF and forgets its tokens. */
  logout(options?: KsefCallOptions): Promise<void>;
  /**
   * Sends one invoice, waits until KSeF has processed it, then fetches and checks the receipt. An {@link InvoiceInput}
   * can also specify its name, `offlineMode` and `hashOfCorrectedInvoice`.
   */
  send(invoice: Uint8Array | string | InvoiceInput, options?: KsefSendOptions): Promise<InvoiceResult>;
  /**
   * Sends any number of invoices online, by batch or both, whichever is better: one result each, in order. An event
   * (`mode-chosen`) reports the mode and the reason.
   */
  send(
    source: AsyncIterable<InvoiceInput> | readonly InvoiceInput[],
    options?: KsefSendAllOptions,
  ): AsyncGenerator<InvoiceResult, void>;
  /** Sends any number of invoices in online sessions: one result each, in order. */
  sendInvoices(source: InvoiceSource, options?: KsefSendOptions): AsyncGenerator<InvoiceResult, void>;
  /** Sends any number of invoices by batch: one result each, in order. */
  sendBatch(source: InvoiceSource, options?: KsefBatchOptions): AsyncGenerator<InvoiceResult, void>;
  /**
   * For a service that issues invoices one by one while it runs: the invoices share a session that stays open. Fetches
   * receipts unless `withUpo` is false. With an `outbox` it switches to offline mode when KSeF cannot be reached.
   */
  openSender<Issued = never>(options?: KsefSenderOptions<Issued>): Promise<InvoiceSender<Issued>>;
  /** Opens an online session that you manage yourself. */
  openSession(formCode: FormCode, options?: KsefCallOptions): Promise<OnlineSession>;
  /**
   * Closes an online session by its reference number, e.g. from a `session-left-open` event. Closing it again is safe.
   */
  closeSession(referenceNumber: string, options?: KsefCallOptions): Promise<void>;
  /**
   * Downloads an invoice and checks its hash. Waits at most one minute for an invoice that KSeF has only just accepted.
   */
  invoice(number: string, options?: GetInvoiceOptions): Promise<Uint8Array>;
  /** Metadata of all matching invoices, each once. */
  queryMetadata(
    filters: InvoiceFilters,
    options?: QueryMetadataOptions,
  ): AsyncGenerator<InvoiceMetadata, void>;
  /** All matching invoices with their metadata, through KSeF's exports. */
  exportInvoices(
    filters: InvoiceFilters,
    options?: KsefExportOptions & WithContent,
  ): AsyncGenerator<ExportedInvoice<Uint8Array>, void>;
  exportInvoices(filters: InvoiceFilters, options?: KsefExportOptions): AsyncGenerator<ExportedInvoice, void>;
  /**
   * New invoices since the last call, up to KSeF's high-water mark. Requesting the next invoice acknowledges the
   * previous one.
   */
  sync(options: KsefSyncOptions & WithContent): AsyncGenerator<SyncedInvoice<Uint8Array>, void>;
  sync(options: KsefSyncOptions): AsyncGenerator<SyncedInvoice, void>;
  /** Logins of this subject. */
  authSessions(options?: KsefCallOptions): ReturnType<typeof listSessions>;
  /** Session limits and request limits of the context. */
  limits(options?: KsefCallOptions): Promise<{
    readonly sessions: Awaited<ReturnType<typeof getContextLimits>>;
    readonly requests: Awaited<ReturnType<typeof getRateLimits>>;
  }>;
}
