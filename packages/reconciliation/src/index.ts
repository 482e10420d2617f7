/**
 * Compares KSeF with your books, the journal of what was sent and the checkpoints of what was received. Node only.
 *
 * @packageDocumentation
 */
export {
  type BookMode,
  type BookRow,
  type BooksCsvOptions,
  type CheckedBookRow,
  type JpkMark,
  readBooksCsv,
} from './books/index.js';
export type { KsefInvoice, RateAmounts } from './ksef/index.js';
export type {
  InvoiceReader,
  JournalOfSending,
  RateSums,
  ReconcileOptions,
  ReconciliationClient,
} from './options/index.js';
export type { Period } from './period/index.js';
export { type Reconciliation, reconcile } from './reconcile.js';
export { reconciliation, type WithReconciliation } from './reconciliation.js';
export {
  type BookSums,
  type CsvOptions,
  type Finding,
  type JournalRecord,
  jpkMarker,
  type KsefSums,
  type RateTotals,
  type ReconciliationRow,
  type ReconciliationSummary,
} from './report/index.js';
