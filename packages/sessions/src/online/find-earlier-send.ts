import { UnknownOutcomeError } from '@ksef/core';
import { findInSession } from '../status/index.js';
import type { OpenInput, Sending } from './open-input.js';
import { isSessionGone } from './run/index.js';
import type { SentInvoice } from './session/index.js';

/**
 * The outcome of an invoice that an earlier process was sending: KSeF's record of it, or undefined when it must be
 * sent. The session is closed first, so that no request still in transit can change the answer.
 *
 * @throws UnknownOutcomeError when the session cannot be queried
 */
export async function findEarlierSend(
  { api, run, call }: Sending,
  { record, learn }: OpenInput,
): Promise<SentInvoice | undefined> {
  const pending = record?.pending;
  if (run === undefined || pending === undefined) return undefined;
  const { session, hash, sends, referenceNumber } = pending;
  learn({ sessionReferenceNumber: session });
  const base = { sessionReferenceNumber: session, invoiceHash: hash };
  if (referenceNumber !== undefined) return { ...base, referenceNumber, sends };
  try {
    await run.closeEarlier(session, call);
    const isOthers = (reference: string) => run.history.hasReference(reference);
    const found = await findInSession(api, session, hash, isOthers, { ...call, mayLag: true });
    if (found === undefined) return undefined;
    run.history.addReference(found.referenceNumber);
    // Bytes that were sent twice in the session may be there twice.
    return { ...base, referenceNumber: found.referenceNumber, sends: 2 };
  } catch (error) {
    call.signal?.throwIfAborted();
    if (isSessionGone(error)) return undefined;
    throw new UnknownOutcomeError(
      `Whether KSeF accepted the invoice with hash ${hash} in session ${session} could not be found out. Run it again later with the same runId.`,
      { operation: 'POST /sessions/online/{referenceNumber}/invoices', cause: error },
    );
  }
}
