import type { ContextIdentifier } from '@ksef/core';
import { callback, type OptionChecks, objectWith, required } from '@ksef/core/internal';
import type { CheckpointStore, InvoiceSubjectType, SyncedInvoice } from '@ksef/export';
import type { InvoiceInput, InvoiceResult, SessionJournal } from '@ksef/sessions';
import type { DeliveryJob, SendJob } from './job-data.js';
import type { DeliveredInvoice, JobOutbox, JobSender } from './job-outbox.js';

/** The part of a client in one context that is used, e.g. of `@ksef/client`. */
export interface JobClient {
  sendInvoices(
    source: AsyncIterable<InvoiceInput>,
    options: {
      readonly journal: SessionJournal;
      readonly runId: string;
      readonly signal?: AbortSignal | undefined;
    },
  ): AsyncIterable<InvoiceResult>;
  openSender(options: {
    readonly journal: SessionJournal;
    readonly runId: string;
    readonly withUpo: false;
    readonly signal?: AbortSignal | undefined;
  }): Promise<JobSender>;
  sync(options: {
    readonly subjectTypes: readonly InvoiceSubjectType[];
    readonly from: string;
    readonly checkpointStore: CheckpointStore;
    readonly checkpointEvery?: number | undefined;
    readonly signal?: AbortSignal | undefined;
  }): AsyncIterable<SyncedInvoice<Uint8Array>>;
}

/** Allows one holder at a time among all processes: `redisLock`, `postgresLock`. */
export interface JobLock {
  withLock<T>(
    key: string,
    fn: (signal: AbortSignal) => Promise<T>,
    options?: { readonly signal?: AbortSignal | undefined },
  ): Promise<T>;
}

/** Options of {@link ksefJobs}. Everything that is stored must outlive the process. */
export interface KsefJobsOptions {
  /** All processes share its tokens and limits: see `redisTokens`, `postgresTokens`, `redisLimiter`. */
  readonly ksef: { inContext(context: ContextIdentifier): JobClient };
  /** Records what was sent: `postgresJournal`, or `fileJournal` if all processes see the folder. */
  readonly journal: SessionJournal;
  /** Records how far receiving came: `redisCheckpoints`, `postgresCheckpoints`. */
  readonly checkpointStore: CheckpointStore;
  readonly lock: JobLock;
  /** Returns an invoice of a {@link SendJob} from your database: the same bytes every time. */
  loadInvoice(id: string, job: SendJob): Promise<Uint8Array | string | InvoiceInput>;
  /** Stores a result under your id of the invoice. It is called again when a job is repeated: overwrite. */
  saveResult(id: string, result: InvoiceResult, job: SendJob): Promise<void>;
  /** Stores a received invoice by its KSeF number. The last ones come again after a crash: overwrite. */
  saveInvoice(invoice: SyncedInvoice<Uint8Array>, context: ContextIdentifier): Promise<void>;
  /**
   * Renews the certificate of the context if it is due. Called by one process at a time. Default: such jobs are
   * rejected.
   */
  renewCertificate?:
    | ((context: ContextIdentifier, call: { readonly signal: AbortSignal }) => Promise<void>)
    | undefined;
  /**
   * Opens an outbox in the journal: `openOutbox` of `@ksef/offline`, or a function that adds its other options, such as
   * `latarnia` and `correct`. Default: jobs that deliver are rejected.
   */
  readonly openOutbox?:
    | ((options: {
        readonly journal: SessionJournal;
        readonly runId: string;
        readonly signal?: AbortSignal | undefined;
      }) => Promise<JobOutbox>)
    | undefined;
  /**
   * Stores what became of an invoice that was issued offline. Called for each that does not wait any more, and again
   * when a job is repeated: overwrite.
   */
  readonly saveDelivery?: ((invoice: DeliveredInvoice, job: DeliveryJob) => Promise<void>) | undefined;
}

const method = required(callback);

/** What each option must be. */
export const ksefJobsChecks: OptionChecks<KsefJobsOptions> = {
  ksef: required(objectWith('inContext')),
  journal: required(objectWith('open')),
  checkpointStore: required(objectWith('load', 'save')),
  lock: required(objectWith('withLock')),
  loadInvoice: method,
  saveResult: method,
  saveInvoice: method,
  renewCertificate: callback,
  openOutbox: callback,
  saveDelivery: callback,
};
