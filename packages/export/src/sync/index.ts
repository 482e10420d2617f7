export { syncInvoices } from './sync-invoices.js';
export type { SyncedInvoice, SyncInvoicesOptions } from './sync-options.js';
