export type { InvoiceToSend, InvoiceValidator, InvoiceVerdict } from './invoice-validator.js';
export { type Judge, type Judgement, judgeOf } from './judge.js';
export {
  checkValidator,
  type InvoiceValidationOptions,
  invoiceValidationChecks,
} from './validation-options.js';
