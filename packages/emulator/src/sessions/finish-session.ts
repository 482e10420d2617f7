import type { StatusRecord } from '../http/index.js';
import type { Kernel } from '../kernel/index.js';
import type { SessionRecord, SessionStore } from './records.js';
import { sessionLimits } from './session-limits.js';
/** Gives a session its last status, and its receipt pages if it is a good one. */
export function finishSession(
  kernel: Kernel,
  store: SessionStore,
  session: SessionRecord,
  status: StatusRecord,
): void {
  session.status = status;
  session.updatedAt = Math.max(session.updatedAt, kernel.now());
  if (status.code === 200) {
    const perPage = sessionLimits(kernel).upoDocumentsPerPage;
    for (let page = 1; page <= Math.ceil(session.successfulInvoiceCount / perPage); page++) {
      const reference = kernel.newReferenceNumber('EU');
      session.upoPages.push(reference);
      store.upos.set(reference, { session: session.referenceNumber, page });
    }
  }
  store.sessions.set(session.referenceNumber, session);
  kernel.record('session-finished', {
    referenceNumber: session.referenceNumber,
    status: status.code,
    invoiceCount: session.invoiceCount,
  });
}
