export { type CsvOptions, checkCsvOptions, csvLines } from './csv-lines.js';
export { jpkMarker } from './jpk-marker.js';
export {
  type Compared,
  type Finding,
  type JournalRecord,
  type ReconciliationRow,
  rowOf,
} from './reconciliation-row.js';
export {
  type BookSums,
  type KsefSums,
  type RateTotals,
  type ReconciliationSummary,
  SummaryBuilder,
} from './reconciliation-summary.js';
