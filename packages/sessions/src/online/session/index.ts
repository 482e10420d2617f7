export { type CloseSessionOptions, closeSession } from './close-session.js';
export { OnlineSession, type OnlineSessionFacts, type SessionSendOptions } from './online-session.js';
export {
  type OpenSessionOptions,
  openSession,
  type ResumeSessionOptions,
  resumeSession,
} from './open-session.js';
export type { SentInvoice } from './sent-invoice.js';
