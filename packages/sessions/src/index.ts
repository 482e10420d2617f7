export type { InvoiceInput, InvoiceResult } from './invoice-result.js';
export { fileJournal } from './journal/file-journal.js';
export { memoryJournal } from './journal/memory-journal.js';
export type { JournalEntry, JournalOptions, JournalRun, SessionJournal } from './journal/session-journal.js';
export {
  OnlineSession,
  type OpenSessionOptions,
  openSession,
  resumeSession,
  type SendOptions,
  type SentInvoice,
} from './online-session.js';
export { type SendInvoicesOptions, sendInvoices } from './send-invoices.js';
export type { SessionEvent } from './session-event.js';
export {
  failedInvoices,
  getInvoiceUpo,
  getSession,
  getSessionInvoice,
  type SessionInvoice,
  type SessionState,
  sessionInvoices,
  sessionUpo,
  type Upo,
  type WaitOptions,
  waitForInvoice,
  waitForSession,
} from './session-queries.js';
export type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';
