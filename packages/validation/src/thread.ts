import { type ValidationResult, validateInvoice } from './validate-invoice.js';
import type { ValidationOptions } from './validation-options.js';

/** The input of a thread. */
export interface Task {
  readonly bytes: Uint8Array;
  readonly options: ValidationOptions;
}

/** What a thread of `validateInvoices` does with each invoice. */
export default function validate({ bytes, options }: Task): Promise<ValidationResult> {
  return validateInvoice(bytes, options);
}
