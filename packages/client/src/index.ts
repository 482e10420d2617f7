export { fileCheckpoints, memoryCheckpoints } from '@ksef/export';
export {
  fileJournal,
  type InvoiceInput,
  type InvoiceResult,
  memoryJournal,
  type OnlineSession,
  type SessionEvent,
  type SessionJournal,
} from '@ksef/sessions';
export { createKsef } from './create-ksef.js';
export type { KsefCredentials, SignatureCredentials, TokenCredentials } from './credentials.js';
export type {
  InvoiceSource,
  Ksef,
  KsefBatchOptions,
  KsefCallOptions,
  KsefExportOptions,
  KsefSendAllOptions,
  KsefSendOptions,
  KsefSyncOptions,
} from './ksef.js';
export type { KsefEvent, KsefOptions } from './ksef-options.js';
export { type EventLogger, type LogEventsOptions, type LoggedEvent, logEvents } from './log-events.js';
