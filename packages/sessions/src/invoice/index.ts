export { checkInput, nameOf } from './check-input.js';
export { checkSource } from './check-source.js';
export { contentOf } from './content-of.js';
export { documents } from './documents.js';
export { type Flush, flush } from './flush.js';
export { hashOf } from './hash-of.js';
export type { InvoiceInput } from './invoice-input.js';
export type { InvoiceIssue } from './invoice-issue.js';
export type {
  AcceptedResult,
  DuplicateResult,
  FailedResult,
  FinishedInvoice,
  InputResult,
  InvoiceResult,
  RejectedResult,
} from './invoice-result.js';
export { toError } from './to-error.js';
