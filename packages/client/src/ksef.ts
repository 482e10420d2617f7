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
  /** Ends the call; what KSeF has done by then stays done. */
  readonly signal?: AbortSignal | undefined;
}

/** What the client itself gives to every part. */
type SetByClient = 'encryptor' | 'context';

/** Options of sending online through {@link Ksef}. */
export type KsefSendOptions = Omit<SendInvoicesOptions, SetByClient>;

/** Options of sending by batch through {@link Ksef}. */
export type KsefBatchOptions = Omit<SendBatchOptions, SetByClient>;

/** Options of sending any number through {@link Ksef}. */
export type KsefSendAllOptions = Omit<SendOptions, SetByClient>;

/** Options of senders through {@link Ksef}. */
export type KsefSenderOptions<Issued = never> = Omit<SenderOptions<Issued>, SetByClient>;

/** Options of exports through {@link Ksef}. */
export type KsefExportOptions = Omit<ExportInvoicesOptions, SetByClient>;

/** Options of receiving through {@link Ksef}. */
export type KsefSyncOptions = Omit<SyncInvoicesOptions, SetByClient>;

/** Invoices to be sent. */
export type InvoiceSource = AsyncIterable<InvoiceInput> | Iterable<InvoiceInput>;

/**
 * Adds members to a client, see `Ksef.extend`: from the client, those members. It is called once for every context and
 * priority, so what all of them share belongs outside of it.
 */
export type KsefExtension<Added extends object = object> = (ksef: Ksef, tools: ExtensionTools) => Added;

/** What an extension gets beside the client. */
export interface ExtensionTools {
  /** Calls `onEvent` of the client. */
  emit(event: KsefEvent): void;
}

/** What these extensions add, together. */
export type AddedBy<Extensions extends readonly KsefExtension[]> = Extensions extends readonly [
  KsefExtension<infer First>,
  ...infer Rest extends readonly KsefExtension[],
]
  ? First & AddedBy<Rest>
  : unknown;

/** KSeF, ready to use. Everything below it is reachable. `extend` adds more. */
export interface Ksef {
  /** Where requests go. */
  readonly environment: KsefEnvironment;
  /** The context that it is bound to; undefined where the ambient one counts. */
  readonly context?: ContextIdentifier | undefined;
  /** For the operations of `@ksef/api`. */
  readonly api: Api;
  /** Access tokens of all contexts: `getToken`, `invalidate`, `forceLogin`. */
  readonly tokens: TokenProvider;
  /** KSeF's public keys, for parts that are used by themselves. */
  readonly encryption: EncryptionService;
  /** The same, bound to one context; caches are shared. */
  inContext(context: ContextInput): this;
  /**
   * The same for work of this priority: where requests wait for KSeF's limits, those that somebody waits for
   * (`interactive`) go before the others (`background`, the default), which are never starved.
   */
  withPriority(priority: AdmissionPriority): this;
  /**
   * The same with members of other packages, or your own. Each extension is called with this object, and again for every
   * `inContext` and `withPriority`; a later one sees the members of those before it.
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
  /** Logs in now, instead of at the first call. */
  login(options?: KsefCallOptions): Promise<void>;
  /** Revokes the login at KSeF and forgets its tokens. */
  logout(options?: KsefCallOptions): Promise<void>;
  /**
   * Sends one invoice, waits until KSeF has processed it, and fetches and checks the receipt. An {@link InvoiceInput} says
   * more of it: its name, `offlineMode`, `hashOfCorrectedInvoice`.
   */
  send(invoice: Uint8Array | string | InvoiceInput, options?: KsefSendOptions): Promise<InvoiceResult>;
  /**
   * Sends any number of invoices online, by batch or both, whichever is better: one result each, in order. An event
   * (`mode-chosen`) says which and why.
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
   * For a service that issues invoices one by one for as long as it runs: they share a session that stays open. Fetches
   * receipts, unless `withUpo` is false. With an `outbox` it goes offline when KSeF cannot be reached.
   */
  openSender<Issued = never>(options?: KsefSenderOptions<Issued>): Promise<InvoiceSender<Issued>>;
  /** An online session of your own. */
  openSession(formCode: FormCode, options?: KsefCallOptions): Promise<OnlineSession>;
  /**
   * Closes an online session by its reference number, e.g. one of an event `session-left-open`. Closing again does no harm.
   */
  closeSession(referenceNumber: string, options?: KsefCallOptions): Promise<void>;
  /** Downloads an invoice and checks its hash. One that KSeF has only just taken is waited for, a minute at most. */
  invoice(number: string, options?: GetInvoiceOptions): Promise<Uint8Array>;
  /** Metadata of all invoices that fit, each once. */
  queryMetadata(
    filters: InvoiceFilters,
    options?: QueryMetadataOptions,
  ): AsyncGenerator<InvoiceMetadata, void>;
  /** All invoices that fit, with their metadata, through KSeF's exports. */
  exportInvoices(
    filters: InvoiceFilters,
    options?: KsefExportOptions & WithContent,
  ): AsyncGenerator<ExportedInvoice<Uint8Array>, void>;
  exportInvoices(filters: InvoiceFilters, options?: KsefExportOptions): AsyncGenerator<ExportedInvoice, void>;
  /** What is new since the last time, by KSeF's high-water mark. Asking for the next one acknowledges the one before. */
  sync(options: KsefSyncOptions & WithContent): AsyncGenerator<SyncedInvoice<Uint8Array>, void>;
  sync(options: KsefSyncOptions): AsyncGenerator<SyncedInvoice, void>;
  /** Logins of this subject. */
  authSessions(options?: KsefCallOptions): ReturnType<typeof listSessions>;
  /** Limits of sessions and of requests in force for the context. */
  limits(options?: KsefCallOptions): Promise<{
    readonly sessions: Awaited<ReturnType<typeof getContextLimits>>;
    readonly requests: Awaited<ReturnType<typeof getRateLimits>>;
  }>;
}
