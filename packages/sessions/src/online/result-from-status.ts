import type { Api, CallOptions } from '@ksef/api';
import { UnknownOutcomeError } from '@ksef/core';
import { OriginalFiles, resultOfStatus } from '../duplicates/index.js';
import type { FinishedInvoice } from '../invoice/index.js';
import { findInSession, type SessionInvoice } from '../status/index.js';
import type { SentInvoice } from './session/index.js';

/** What a duplicate is compared with. */
export interface ResultOptions {
  readonly call: CallOptions;
  readonly checkDuplicates: boolean;
  /** Sessions that the input was sent to. */
  readonly sessions: ReadonlySet<string>;
  /** Whether another input's send became this invoice of the session. */
  isOthers(session: string, invoiceReference: string): boolean;
}

const noLimits = { downloads: Number.POSITIVE_INFINITY, receipts: 0 };

/**
 * The result of the input from KSeF's final status. A duplicate of an earlier send of the same input is not a
 * duplicate: the answer to the earlier send was lost, although it arrived.
 *
 * @throws UnknownOutcomeError for an accepted invoice without a KSeF number: metadata or a later run may find it
 */
export async function resultFromStatus(
  api: Api,
  sent: SentInvoice,
  invoice: SessionInvoice,
  options: ResultOptions,
): Promise<FinishedInvoice> {
  const { sessionReferenceNumber, invoiceHash } = sent;
  const result = resultOfStatus(invoice, sessionReferenceNumber);
  if (result === undefined)
    throw new UnknownOutcomeError(
      `KSeF says that it accepted invoice ${sent.referenceNumber} of session ${sessionReferenceNumber}, and gives no KSeF number. Ask later, do not send again.`,
      { operation: 'GET /sessions/{referenceNumber}/invoices' },
    );
  if (result.status !== 'duplicate' || result.ksefNumber === undefined) return result;

  const { ksefNumber, originalSessionReferenceNumber } = result;
  const original = { ksefNumber, originalSessionReferenceNumber };
  const own = await findOwnSend(api, sent, original, options);
  if (own !== undefined) return own;
  if (!options.checkDuplicates) return result;
  const originals = new OriginalFiles(api, options.call, noLimits);
  return { ...result, sameContent: await originals.isSame(original, invoiceHash) };
}

/** The accepted invoice that an earlier send of the same input became. */
async function findOwnSend(
  api: Api,
  { sessionReferenceNumber, referenceNumber, invoiceHash, sends }: SentInvoice,
  original: { readonly ksefNumber: string; readonly originalSessionReferenceNumber: string | undefined },
  { call, sessions, isOthers }: ResultOptions,
): Promise<FinishedInvoice | undefined> {
  const { ksefNumber } = original;
  for (const session of new Set([sessionReferenceNumber, ...sessions])) {
    if (session === sessionReferenceNumber && sends === 1) continue;
    try {
      const own = await findInSession(
        api,
        session,
        invoiceHash,
        (reference) => reference === referenceNumber || isOthers(session, reference),
        // If KSeF says that the original is there, a single list without it is not proof of the contrary.
        { ...call, mayLag: session === original.originalSessionReferenceNumber },
      );
      if (own === undefined || own.ksefNumber !== ksefNumber) continue;
      return {
        sessionReferenceNumber: session,
        referenceNumber: own.referenceNumber,
        ksefStatus: own.status,
        status: 'accepted',
        ksefNumber,
      };
    } catch {
      call.signal?.throwIfAborted();
    }
  }
  return undefined;
}
