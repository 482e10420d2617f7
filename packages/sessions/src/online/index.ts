export { openSender, type SenderOptions } from './invoice-sender.js';
export { sendInvoices } from './send-invoices.js';
export { type SendInvoicesOptions, sendInvoicesChecks } from './send-invoices-options.js';
export type { InvoiceSender } from './sender.js';
export type { OutboxDelivery, SenderOutbox } from './sender-outbox.js';
export {
  type CloseSessionOptions,
  closeSession,
  OnlineSession,
  type OnlineSessionFacts,
  type OpenSessionOptions,
  openSession,
  type ResumeSessionOptions,
  resumeSession,
  type SentInvoice,
  type SessionSendOptions,
} from './session/index.js';
