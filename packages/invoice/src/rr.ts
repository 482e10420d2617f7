export type { RrInvoiceData, RrLine, RrParty, RrPayment, RrTotals } from './data/rr-data.js';
export { type BuiltRrInvoice, buildRrInvoice } from './rr/build-rr-invoice.js';
