import { UnknownOutcomeError } from '@ksef/core';
import { heldPermit } from '../async/index.js';
import {
  type FinishedInvoice,
  type InvoiceInput,
  type InvoiceResult,
  nameOf,
  toError,
} from '../invoice/index.js';
import { getInvoiceUpo } from '../receipts/index.js';
import { findByMetadata } from './find-by-metadata.js';
import { findEarlierSend } from './find-earlier-send.js';
import { type Known, type OpenInput, openInput, type Sending } from './open-input.js';
import { refuseInvalid } from './refuse-invalid.js';
import { resultFromStatus } from './result-from-status.js';
import { isSessionGone } from './run/index.js';
import type { SentInvoice } from './session/index.js';

// KSeF abandoned the invoice: an error of the session, an unknown error, or cancelled by the system.
const notProcessed: readonly number[] = [405, 500, 550];
const mostAttempts = 3;
// KSeF could not decrypt this one invoice (ksef-api#433, #575). It is encrypted with another key and sent once more.
const notDecrypted = 435;

/**
 * Sends one input and determines its result. The caller holds a permit of the semaphore for it while the invoice is
 * being sent, not while KSeF processes it. Rejects only on abort.
 */
export async function processInput(
  sending: Sending,
  input: InvoiceInput,
  index: number,
): Promise<InvoiceResult> {
  const { api, call, run, pool, poller, checkDuplicates } = sending;
  const base = { index, name: nameOf(input) };
  const permit = heldPermit(sending.semaphore);
  let known: Known = {};

  const sendUntilProcessed = async (open: OpenInput): Promise<FinishedInvoice> => {
    const offlineMode = input.offlineMode ?? undefined;
    const hashOfCorrectedInvoice = input.hashOfCorrectedInvoice ?? undefined;
    for (let attempt = 1, undecrypted = 0; ; attempt++) {
      if (attempt > 1) await permit.acquire();
      let sent: SentInvoice | undefined;
      try {
        if (attempt === 1) sent = await findEarlierSend(sending, open);
        sent ??= await pool.send(
          open.document,
          open.content,
          { ...call, offlineMode, hashOfCorrectedInvoice },
          async (session) => {
            await open.record?.sending(session);
            open.sessions.add(session);
            open.learn({ sessionReferenceNumber: session });
          },
        );
      } finally {
        permit.release();
      }
      const { sends: _, ...facts } = sent;
      open.learn(facts);
      await open.record?.sent(sent);
      const processed = await poller.finalStatus(sent);
      const { code, description } = processed.status;
      const isWorthAnother =
        (code === notDecrypted && ++undecrypted === 1) ||
        (notProcessed.includes(code) && attempt < mostAttempts);
      if (isWorthAnother) {
        await pool.retire(open.document.formCode, sent.sessionReferenceNumber, `${code} ${description}`);
        continue;
      }
      return resultFromStatus(api, sent, processed, {
        call,
        checkDuplicates,
        sessions: open.sessions,
        isOthers: (session, reference) =>
          pool.hasSent(session, reference) || (run?.history.hasReference(reference) ?? false),
      });
    }
  };

  try {
    const open = await openInput(sending, input, index, (more) => {
      known = { ...known, ...more };
    });
    await refuseInvalid(sending, open, index);
    let finished = open.record?.finished;
    if (finished === undefined) {
      finished = await sendUntilProcessed(open).catch((error: unknown) =>
        findElsewhere(sending, open, error),
      );
      finished = onlyOnce(sending, finished);
      await open.record?.finish(finished);
    } else if (finished.status === 'accepted') sending.ksefNumbers.add(finished.ksefNumber);
    const result = { ...base, ...known, invoice: open.document, invoiceHash: open.hash, ...finished };
    return await withReceipt(sending, result);
  } catch (error) {
    call.signal?.throwIfAborted();
    return { ...base, ...known, status: 'failed', error: toError(error) };
  } finally {
    permit.release();
  }
}

/** One number for one input: of several with the same bytes, the others are duplicates. */
function onlyOnce({ ksefNumbers }: Sending, finished: FinishedInvoice): FinishedInvoice {
  if (finished.status !== 'accepted') return finished;
  const { ksefNumber } = finished;
  if (ksefNumbers.has(ksefNumber)) return { ...finished, status: 'duplicate', sameContent: true };
  ksefNumbers.add(ksefNumber);
  return finished;
}

/** The session cannot show the outcome of the invoice. The seller's metadata also contain what KSeF has accepted. */
async function findElsewhere(
  { api, call }: Sending,
  open: OpenInput,
  cause: unknown,
): Promise<FinishedInvoice> {
  if (!(cause instanceof UnknownOutcomeError) && !isSessionGone(cause)) throw cause;
  const found = await findByMetadata(api, open.document, open.hash, open.sessions, call).catch(() => {
    call.signal?.throwIfAborted();
    return undefined;
  });
  if (found === undefined) throw cause;
  // Metadata do not show which session contained it.
  open.learn({ sessionReferenceNumber: undefined, referenceNumber: undefined });
  return { status: 'accepted', ksefNumber: found.ksefNumber };
}

/** With the receipt of an accepted invoice, if requested. */
async function withReceipt({ api, call, withUpo }: Sending, result: InvoiceResult): Promise<InvoiceResult> {
  const { sessionReferenceNumber, invoiceHash } = result;
  if (!withUpo || result.status !== 'accepted' || sessionReferenceNumber === undefined) return result;
  try {
    const options = { ...call, invoiceHash };
    const { bytes } = await getInvoiceUpo(api, sessionReferenceNumber, result, options);
    return { ...result, upo: bytes };
  } catch (error) {
    call.signal?.throwIfAborted();
    // KSeF's decision is final: nobody must send an accepted invoice again.
    return { ...result, error: toError(error) };
  }
}
