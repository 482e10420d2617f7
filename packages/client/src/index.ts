export { createKsef, type KsefOptions } from './create-ksef.js';
export type { EnvironmentName, KsefCredentials } from './check-options.js';
export { type CallOptions, Ksef, type OwnLimits, type OwnOpenOptions, type OwnSendOptions } from './ksef.js';
export type { KsefEvent } from './ksef-event.js';
export type { SessionView } from './session-view.js';
