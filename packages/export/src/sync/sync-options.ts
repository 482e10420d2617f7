import type { ContextInput } from '@ksef/core';
import type { ExportedInvoice } from '../archive/index.js';
import type { ExportInvoicesOptions } from '../package/index.js';
import type { InvoiceSubjectType } from '../query/index.js';
import type { CheckpointStore } from './checkpoints/checkpoint-store.js';

/** Options of `syncInvoices`. */
export interface SyncInvoicesOptions extends Omit<ExportInvoicesOptions, 'compressionType' | 'signal'> {
  /** In which roles the context's invoices are wanted. `Subject1` is the seller, `Subject2` the buyer. */
  readonly subjectTypes: readonly InvoiceSubjectType[];
  /** What was received is remembered here: `fileCheckpoints`, or a store of your own. */
  readonly checkpointStore: CheckpointStore;
  /** Where the first run begins, by date of permanent storage: ISO 8601, or a `Date`. Later runs go on from the checkpoint. */
  readonly from: string | Date;
  /** Goes on for ever, asking KSeF every `pollIntervalMs`. Default false: ends when everything known is delivered. */
  readonly follow?: boolean | undefined;
  /** Shortest time between two questions about what is new, for each subject type, in milliseconds. Default 15 minutes, KSeF's advice. */
  readonly pollIntervalMs?: number | undefined;
  /**
   * How far each export reaches back before the checkpoint, in milliseconds. Default 0. On TEST, invoices were seen to
   * appear below the high-water mark; what comes again is left out.
   */
  readonly overlapMs?: number | undefined;
  /** Saves the checkpoint after so many acknowledged invoices. Default 1. More is faster, and repeats more after a crash. */
  readonly checkpointEvery?: number | undefined;
  /** Whose invoices; it is part of the checkpoint's name. Default: that of the client. */
  readonly context?: ContextInput | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** An invoice that was received. */
export interface SyncedInvoice<Content extends Uint8Array | undefined = Uint8Array | undefined>
  extends ExportedInvoice<Content> {
  /** In which role the context is named in it. */
  readonly subjectType: InvoiceSubjectType;
}
