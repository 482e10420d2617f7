export { getInvoice, openInvoice } from './get-invoice.js';
export type { GetInvoiceOptions } from './wait-until-available.js';
