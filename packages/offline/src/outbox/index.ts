export type {
  IssuedInvoice,
  IssueMode,
  OfflineRefusal,
  OfflineWarning,
} from './issued-invoice.js';
export type { CertificateCheck, CertificateStatus, OfflineCertificate } from './offline-certificate.js';
export { openOutbox } from './open-outbox.js';
export type { OfflineInvoice, Outbox, OutboxCallOptions, OutboxReport } from './outbox.js';
export type { OutboxEvent } from './outbox-event.js';
export type { OutboxEntry, OutboxJournal, OutboxJournalOptions, OutboxRun } from './outbox-journal.js';
export type { IssueOptions, OfflineCodes, OutboxOptions, RefusedInvoice } from './outbox-options.js';
export type { OutboxInput, OutboxResult, OutboxSender } from './outbox-sender.js';
