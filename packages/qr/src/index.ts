export { type InvoiceLinkInput, invoiceLink } from './invoice-link.js';
export { type InvoiceLink, parseInvoiceLink } from './parse-invoice-link.js';
export { verifyInvoiceLink } from './verify-invoice-link.js';
