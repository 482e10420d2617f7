export type { EmulatorContext } from './contexts.js';
export type {
  CredentialFilter,
  EmulatorCertificate,
  EmulatorLogin,
  EmulatorPermission,
  EmulatorToken,
} from './credentials.js';
export type { EmulatorExport, ExportFilter, ExportList } from './exports.js';
export { type EmulatorInspection, makeInspection } from './inspection.js';
export { type EmulatorInvoice, type InvoiceFilter, type InvoiceList, invoiceStates } from './invoices.js';
export type { PageFilter } from './list-page.js';
export {
  type EmulatorBatch,
  type EmulatorSession,
  type SessionFilter,
  type SessionList,
  sessionTypes,
} from './sessions.js';
export type { EmulatorState } from './state.js';
