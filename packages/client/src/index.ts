export type { RateLimiter } from '@ksef/api';
export {
  type CheckpointStore,
  type ExportedInvoice,
  fileCheckpoints,
  type InvoiceFilters,
  type InvoiceMetadata,
  memoryCheckpoints,
  type SyncCheckpoint,
  type SyncedInvoice,
} from '@ksef/export';
export {
  type AcceptedResult,
  type DuplicateResult,
  type FailedResult,
  fileJournal,
  filePartStore,
  type InvoiceInput,
  type InvoiceIssue,
  type InvoiceResult,
  type InvoiceSender,
  type InvoiceToSend,
  type InvoiceValidationOptions,
  type InvoiceValidator,
  type InvoiceVerdict,
  invoicesInFolder,
  memoryJournal,
  memoryPartStore,
  type OnlineSession,
  type PartStore,
  type RejectedResult,
  type SessionEvent,
  type SessionJournal,
} from '@ksef/sessions';
export type { TokenLock, TokenStore } from '@ksef/token-provider';
export { createKsef } from './create-ksef.js';
export type { KsefCredentials, SignatureCredentials, TokenCredentials } from './credentials.js';
export type {
  AddedBy,
  ExtensionTools,
  InvoiceSource,
  Ksef,
  KsefBatchOptions,
  KsefCallOptions,
  KsefExportOptions,
  KsefExtension,
  KsefSendAllOptions,
  KsefSenderOptions,
  KsefSendOptions,
  KsefSyncOptions,
} from './ksef.js';
export type { KsefEvent, KsefOptions, OfContext } from './ksef-options.js';
export { type EventLogger, type LogEventsOptions, type LoggedEvent, logEvents } from './log-events.js';
export {
  type KsefTokenOfLogin,
  MissingPermissionError,
  type MissingPermissionErrorOptions,
} from './missing-permission-error.js';
