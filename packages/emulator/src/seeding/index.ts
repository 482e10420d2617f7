export { type SampleInvoiceOptions, sampleInvoice } from './sample-invoice.js';
export { seedInvoices } from './seed-invoices.js';
export type { SeedOptions, SeedResult } from './seed-options.js';
