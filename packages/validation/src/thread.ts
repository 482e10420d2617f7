import type { Task } from './node/validate-invoices.js';
import { type ValidationResult, validateInvoice } from './validate-invoice.js';

/** What a thread of `validateInvoices` does with each invoice. */
export default function validate({ bytes, options }: Task): Promise<ValidationResult> {
  return validateInvoice(bytes, options);
}
