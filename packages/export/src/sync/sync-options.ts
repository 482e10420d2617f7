import type { ContextInput } from '@ksef/core';
import { anything, expects, flag, numberOrInfinity, type OptionChecks, required } from '@ksef/core/internal';
import type { ExportedInvoice } from '../archive/index.js';
import type { CheckpointStore } from '../checkpoints/index.js';
import { type ExportInvoicesOptions, exportInvoicesChecks } from '../package/index.js';
import type { InvoiceSubjectType } from '../query/index.js';

/** Options of `syncInvoices`. */
export interface SyncInvoicesOptions extends Omit<ExportInvoicesOptions, 'compressionType' | 'signal'> {
  /** In which roles to receive invoices. `Subject1` is the seller, `Subject2` the buyer. */
  readonly subjectTypes: readonly InvoiceSubjectType[];
  /** Records what was received: `fileCheckpoints`, or a store of your own. */
  readonly checkpointStore: CheckpointStore;
  /**
   * Where the first run starts, by date of permanent storage: ISO 8601, or a `Date`. Later runs continue from the
   * checkpoint.
   */
  readonly from: string | Date;
  /** Keeps running, and asks KSeF every `pollIntervalMs`. Default false: ends when everything known is delivered. */
  readonly follow?: boolean | undefined;
  /**
   * Shortest time between two requests for new invoices, for each subject type, in milliseconds. Default 15 minutes,
   * KSeF's recommendation.
   */
  readonly pollIntervalMs?: number | undefined;
  /**
   * How far each export reaches back before the checkpoint, in milliseconds. Default 0. On TEST, invoices were seen to
   * appear below the high-water mark; repeated invoices are dropped.
   */
  readonly overlapMs?: number | undefined;
  /**
   * Saves the checkpoint after this many acknowledged invoices. Default 1. Higher is faster, but repeats more after a
   * crash.
   */
  readonly checkpointEvery?: number | undefined;
  /** Whose invoices; part of the checkpoint's name. Default: that of the client. */
  readonly context?: ContextInput | undefined;
  readonly signal?: AbortSignal | undefined;
}

const { compressionType: _type, ...exportChecks } = exportInvoicesChecks;

/** What each option must be. */
export const syncChecks: OptionChecks<SyncInvoicesOptions> = {
  ...exportChecks,
  // Checked where they are read.
  subjectTypes: anything,
  from: anything,
  checkpointStore: required(
    expects('a CheckpointStore, such as fileCheckpoints(folder)', (value) => {
      const { load, save } = (value ?? {}) as Readonly<Record<string, unknown>>;
      return typeof load === 'function' && typeof save === 'function';
    }),
  ),
  follow: flag,
  pollIntervalMs: numberOrInfinity(0),
  overlapMs: numberOrInfinity(0),
  checkpointEvery: numberOrInfinity(0),
};

/** A received invoice. */
export interface SyncedInvoice<Content extends Uint8Array | undefined = Uint8Array | undefined>
  extends ExportedInvoice<Content> {
  /** The role of the context on it. */
  readonly subjectType: InvoiceSubjectType;
}
