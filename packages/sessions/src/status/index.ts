export { findInSession } from './find-in-session.js';
export { isUnknownSession } from './is-unknown-session.js';
export {
  failedInvoices,
  getSession,
  getSessionInvoice,
  isFinal,
  type SessionInvoice,
  type SessionState,
  sessionInvoices,
} from './session-queries.js';
export { type WaitOptions, waitForInvoice, waitForSession } from './session-waits.js';
export { statusAfterClose } from './status-after-close.js';
