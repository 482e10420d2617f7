import type { Api, CallOptions } from '@ksef/api';
import { UnknownOutcomeError } from '@ksef/core';
import type { UnsettledInvoice } from './journal/run-history.js';
import { isSessionGone, type SendingRun } from './journal/sending-run.js';
import { lookForInSession } from './look-for-in-session.js';
import type { SentInvoice } from './sent-invoice.js';

/**
 * What became of an invoice that an earlier process was sending: KSeF's record of it, or undefined when KSeF has
 * none. The session is closed first, so that no request which is still on its way can change the answer.
 *
 * @throws UnknownOutcomeError when the session cannot be asked
 */
export async function findEarlierDelivery(
  api: Api,
  run: SendingRun,
  unsettled: UnsettledInvoice,
  options: CallOptions,
): Promise<SentInvoice | undefined> {
  const { session, hash, sends, referenceNumber } = unsettled;
  const base = { sessionReferenceNumber: session, invoiceHash: hash };
  if (referenceNumber !== undefined) return { ...base, referenceNumber, sends };
  try {
    await run.closeEarlier(session, options);
    const isOthers = (reference: string) => run.history.hasReference(reference);
    const found = await lookForInSession(api, session, hash, isOthers, options);
    if (found === undefined) return undefined;
    run.history.addReference(found.referenceNumber);
    // Bytes that were sent twice in the session may be there twice.
    return { ...base, referenceNumber: found.referenceNumber, sends: 2 };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isSessionGone(error)) return undefined;
    throw new UnknownOutcomeError(
      `Whether KSeF took the invoice with hash ${hash} in session ${session} could not be found out. Run it again later with the same runId.`,
      { operation: 'POST /sessions/online/{referenceNumber}/invoices', cause: error },
    );
  }
}
