export { filePartStore, invoicesInFolder, memoryPartStore, type PartStore } from './batch/index.js';
export type { BatchEvent, ModeChosenEvent, SessionEvent } from './events/index.js';
export type {
  AcceptedResult,
  DuplicateResult,
  FailedResult,
  InvoiceInput,
  InvoiceIssue,
  InvoiceResult,
  RejectedResult,
} from './invoice/index.js';
export type { JournalEntry, JournalOptions, JournalRun, SessionJournal } from './journal/index.js';
export { fileJournal, memoryJournal } from './journal/index.js';
export type { SentInvoice } from './online/index.js';
export {
  type CloseSessionOptions,
  closeSession,
  type InvoiceSender,
  OnlineSession,
  type OnlineSessionFacts,
  type OpenSessionOptions,
  type OutboxDelivery,
  openSender,
  openSession,
  type ResumeSessionOptions,
  resumeSession,
  type SenderOptions,
  type SenderOutbox,
  type SendInvoicesOptions,
  type SessionSendOptions,
  sendInvoices,
} from './online/index.js';
export type { SymmetricKeyEncryptor } from './opening/index.js';
export { getInvoiceUpo, sessionUpo, type Upo } from './receipts/index.js';
export { type OnlineAllowance, type SendOptions, send } from './send/index.js';
export {
  failedInvoices,
  getSession,
  getSessionInvoice,
  type SessionInvoice,
  type SessionState,
  sessionInvoices,
  type WaitOptions,
  waitForInvoice,
  waitForSession,
} from './status/index.js';
export type {
  InvoiceToSend,
  InvoiceValidationOptions,
  InvoiceValidator,
  InvoiceVerdict,
} from './validation/index.js';
