export { finishSession } from './finish-session.js';
export { isStored } from './is-stored.js';
export { invoiceUpo, sessionUpo } from './receipts/upo.js';
export { invoicesOf, type SessionRecord, type SessionStore } from './records.js';
export {
  type SessionFaultKind,
  sessionFaultKinds,
  sessionFaults,
  setSessionFault,
} from './session-faults.js';
export { type SessionLimits, sessionLimits, setSessionLimits } from './session-limits.js';
export { openSessionsArea, type SessionsArea } from './sessions-area.js';
export { batchStatus } from './statuses.js';
