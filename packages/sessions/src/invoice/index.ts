export { checkSource } from './check-source.js';
export { contentOf } from './content-of.js';
export type { DistributiveOmit } from './distributive-omit.js';
export { documents } from './documents.js';
export { hashOf } from './hash-of.js';
export type {
  AcceptedResult,
  DuplicateResult,
  FailedResult,
  InvoiceInput,
  InvoiceResult,
  RejectedResult,
} from './invoice-result.js';
export { toError } from './to-error.js';
