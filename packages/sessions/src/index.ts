export type { InvoiceInput, InvoiceResult } from './invoice-result.js';
export {
  OnlineSession,
  openSession,
  type OpenSessionOptions,
  resumeSession,
  type SendOptions,
  type SentInvoice,
} from './online-session.js';
export { sendInvoices, type SendInvoicesOptions } from './send-invoices.js';
export type { SessionEvent } from './session-event.js';
export {
  failedInvoices,
  getInvoiceUpo,
  getSession,
  getSessionInvoice,
  type SessionInvoice,
  sessionInvoices,
  type SessionState,
  sessionUpo,
  type Upo,
  waitForInvoice,
  waitForSession,
  type WaitOptions,
} from './session-queries.js';
export type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';
