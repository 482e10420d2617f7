export { BoundaryDuplicates } from './boundary-duplicates.js';
export { cutRange, latestEnd, longestRangeDays, sinceKsefBegan } from './cut-range.js';
export {
  type InvoiceDateRange,
  type InvoiceFilters,
  type InvoiceMetadata,
  type InvoiceSubjectType,
  readFilters,
} from './invoice-filters.js';
