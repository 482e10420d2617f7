export { dayOf, findInvoice } from './find-invoice.js';
export type { KsefInvoice, RateAmounts } from './ksef-invoice.js';
export { listInvoices } from './list-invoices.js';
export { ReceiveState } from './receive-state.js';
