/**
 * Offline mode, from an unavailable KSeF to invoices sent in time. Runs everywhere.
 *
 * @packageDocumentation
 */
export {
  type AnnouncedFailure,
  isBusinessDay,
  type OfflineDeadlineInput,
  type OfflineMode,
  offlineDeadline,
} from './deadlines/index.js';
export {
  createLatarnia,
  type Latarnia,
  type LatarniaCallOptions,
  type LatarniaMessage,
  type LatarniaOptions,
  type LatarniaState,
  type LatarniaStatus,
  latarniaUrls,
  type Outage,
  outagesOf,
  type PlainFetch,
  type PlainResponse,
} from './latarnia/index.js';
export {
  type CertificateCheck,
  type CertificateStatus,
  type IssuedInvoice,
  type IssueMode,
  type IssueOptions,
  type OfflineCertificate,
  type OfflineCodes,
  type OfflineInvoice,
  type OfflineRefusal,
  type OfflineWarning,
  type Outbox,
  type OutboxCallOptions,
  type OutboxEntry,
  type OutboxEvent,
  type OutboxInput,
  type OutboxJournal,
  type OutboxJournalOptions,
  type OutboxOptions,
  type OutboxReport,
  type OutboxResult,
  type OutboxRun,
  type OutboxSender,
  openOutbox,
  type RefusedInvoice,
} from './outbox/index.js';
export {
  type KsefAnswers,
  type KsefProbe,
  type KsefProbeOptions,
  type KsefState,
  type KsefStateOptions,
  type KsefVerdict,
  ksefProbe,
  ksefState,
  type WatchAnswersOptions,
  type WatchedEvent,
  watchAnswers,
} from './state/index.js';
