export {
  type InvoiceReader,
  type JournalOfSending,
  type RateSums,
  type ReconcileOptions,
  type ReconciliationClient,
  reconcileChecks,
} from './reconcile-options.js';
