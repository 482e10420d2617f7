export type { InvoiceInput, InvoiceResult, OnlineSession, SessionEvent } from '@ksef/sessions';
export { createKsef } from './create-ksef.js';
export type { KsefCredentials, SignatureCredentials, TokenCredentials } from './credentials.js';
export type { Ksef, KsefCallOptions, KsefSendOptions } from './ksef.js';
export type { KsefEvent, KsefOptions } from './ksef-options.js';
export { type EventLogger, type LoggedEvent, logEvents } from './log-events.js';
