export { formLayout } from './file/form-layouts.js';
export { type InvoiceFacts, readInvoiceFile } from './file/read-invoice-file.js';
export type { InvoiceSummary } from './file/summarize-invoice.js';
export {
  hideNextInvoices,
  highWaterMark,
  highWaterMarkSettings,
  lastHighWaterMark,
  setHighWaterMark,
  takeHiding,
} from './high-water-mark.js';
export type { DateType, Facet } from './invoice-index.js';
export { InvoiceRegister } from './invoice-register.js';
export { newInvoice } from './new-invoice.js';
export { newKsefNumber } from './new-ksef-number.js';
export { type InvoiceRecord, invoiceBlob } from './records.js';
export { isPartyOf, isSeenBy } from './seen-by.js';
export { invoiceStatus } from './statuses.js';
