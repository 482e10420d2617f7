import type { Api, CallOptions } from '@ksef/api';
import { UnknownOutcomeError } from '@ksef/core';
import { lookForInSession } from '../status/index.js';
import type { PendingInvoice } from './run/index.js';
import { isSessionGone, type SendingRun } from './run/index.js';
import type { SentInvoice } from './session/index.js';

/**
 * What became of an invoice that an earlier process was sending: KSeF's record of it, or undefined when KSeF has
 * none. The session is closed first, so that no request which is still on its way can change the answer.
 *
 * @throws UnknownOutcomeError when the session cannot be asked
 */
export async function findEarlierSend(
  api: Api,
  run: SendingRun,
  pending: PendingInvoice,
  options: CallOptions,
): Promise<SentInvoice | undefined> {
  const { session, hash, sends, referenceNumber } = pending;
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
