export type { InvoiceRecord } from './invoice-record.js';
export type { PendingInvoice } from './run-history.js';
export { isSessionGone, SendingRun } from './sending-run.js';
