export { type InvoiceDocument, type ReadInvoiceOptions, readInvoice } from './read-invoice.js';
export { readUpo, type UpoDocument, type UpoInvoice } from './read-upo.js';
