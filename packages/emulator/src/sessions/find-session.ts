import type { Principal } from '../access/index.js';
import { requireReference } from '../http/index.js';
import { unknownSession } from './problems.js';
import type { SessionRecord, SessionStore } from './records.js';
/** The session of this context, else 21405 or 21173. */
export function findSession(
  store: SessionStore,
  principal: Principal,
  referenceNumber: string,
): SessionRecord {
  requireReference('referenceNumber', referenceNumber);
  const session = store.sessions.get(referenceNumber);
  if (
    session === undefined ||
    session.context.type !== principal.context.type ||
    session.context.value !== principal.context.value
  ) {
    throw unknownSession(referenceNumber);
  }
  return session;
}
