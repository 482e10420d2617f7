export {
  type InvoiceValidator,
  type InvoiceValidatorOptions,
  invoiceValidator,
  type SendingDetails,
} from './invoice-validator.js';
export { listRules, type RuleDescription } from './list-rules.js';
export type { Texts } from './texts.js';
export { type ValidationResult, validateInvoice } from './validate-invoice.js';
export type { Severity, ValidationIssue, ValidationStage } from './validation-issue.js';
export type { ValidationOptions } from './validation-options.js';
export type { FormModel } from './write-model.js';
