export { type ValidateInvoicesOptions, validateInvoices } from './node/validate-invoices.js';
