export type { BatchEvent } from './batch/batch-event.js';
export { type CloseSessionOptions, closeSession } from './close-session.js';
export type {
  AcceptedResult,
  DuplicateResult,
  FailedResult,
  InvoiceInput,
  InvoiceResult,
  RejectedResult,
} from './invoice-result.js';
export { type InvoiceSender, openSender, type SenderOptions } from './invoice-sender.js';
export { AppendQueue } from './journal/append-queue.js';
export { checkRunId } from './journal/check-run-id.js';
export { fileJournal } from './journal/file-journal.js';
export { journalClosed, journalCorrupt, journalInUse } from './journal/journal-errors.js';
export { memoryJournal } from './journal/memory-journal.js';
export { parseEntry } from './journal/parse-entry.js';
export type { JournalEntry, JournalOptions, JournalRun, SessionJournal } from './journal/session-journal.js';
export type { OnlineAllowance } from './online-allowance.js';
export { OnlineSession, type OnlineSessionFacts, type SendOptions } from './online-session.js';
export {
  type OpenSessionOptions,
  openSession,
  type ResumeSessionOptions,
  resumeSession,
} from './open-session.js';
export { type SendOptionsOfAnyVolume, send } from './send.js';
export type { WayChosenEvent } from './send-event.js';
export { type SendInvoicesOptions, sendInvoices } from './send-invoices.js';
export type { SentInvoice } from './sent-invoice.js';
export type { SessionEvent } from './session-event.js';
export {
  failedInvoices,
  getSession,
  getSessionInvoice,
  type SessionInvoice,
  type SessionState,
  sessionInvoices,
} from './session-queries.js';
export { getInvoiceUpo, sessionUpo, type Upo } from './session-upo.js';
export { type WaitOptions, waitForInvoice, waitForSession } from './session-waits.js';
export type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';
