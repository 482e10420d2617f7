import type { Api, CallOptions } from '@ksef/api';
import { UnknownOutcomeError } from '@ksef/core';
import { hasSameContent, type OriginalOfDuplicate, originalOfDuplicate } from '../duplicates/index.js';
import type { SessionInvoice } from '../status/index.js';
import { findInSession, lookForInSession } from '../status/index.js';
import type { FinishedInvoice } from './run/index.js';
import type { SentInvoice } from './session/index.js';

const success = 200;
const duplicate = 440;

/** What a duplicate is judged by. */
export interface OutcomeOptions {
  readonly call: CallOptions;
  readonly checkDuplicates: boolean;
  /** Sessions that the input left for. */
  readonly sessions: ReadonlySet<string>;
  /** Whether another input's send became this invoice of the session. */
  isOthers(session: string, invoiceReference: string): boolean;
}

/** What KSeF's judgement means for the input. */
export async function resultFromStatus(
  api: Api,
  sent: SentInvoice,
  judged: SessionInvoice,
  options: OutcomeOptions,
): Promise<FinishedInvoice> {
  const { sessionReferenceNumber, referenceNumber, invoiceHash } = sent;
  const facts = { sessionReferenceNumber, referenceNumber, ksefStatus: judged.status };
  if (judged.status.code === success)
    return { ...facts, status: 'accepted', ksefNumber: judged.ksefNumber || numberless(sent) };
  if (judged.status.code !== duplicate) return { ...facts, status: 'rejected' };

  const original = originalOfDuplicate(judged.status);
  const { ksefNumber } = original;
  const asStated = { ...facts, status: 'duplicate', ...original } as const;
  if (ksefNumber === undefined) return asStated;
  const own = await findOwn(api, sent, { ...original, ksefNumber }, options);
  if (own !== undefined) return own;
  if (!options.checkDuplicates) return asStated;
  return { ...asStated, sameContent: await hasSameContent(api, ksefNumber, invoiceHash, options.call) };
}

/** Without its number an invoice is not known to be KSeF's: metadata may have it, or a later run. */
function numberless({ referenceNumber, sessionReferenceNumber }: SentInvoice): never {
  throw new UnknownOutcomeError(
    `KSeF says that it accepted invoice ${referenceNumber} of session ${sessionReferenceNumber}, and gives no KSeF number. Ask later, do not send again.`,
    { operation: 'GET /sessions/{referenceNumber}/invoices' },
  );
}

/** The accepted invoice that an earlier send of the same input became: its answer was lost, and it came in late. */
async function findOwn(
  api: Api,
  { sessionReferenceNumber, referenceNumber, invoiceHash, sends }: SentInvoice,
  { ksefNumber, originalSessionReferenceNumber }: OriginalOfDuplicate & { readonly ksefNumber: string },
  { call, sessions, isOthers }: OutcomeOptions,
): Promise<FinishedInvoice | undefined> {
  for (const session of new Set([sessionReferenceNumber, ...sessions])) {
    if (session === sessionReferenceNumber && sends === 1) continue;
    // Where KSeF says that the original is, one list without it is not believed.
    const find = session === originalSessionReferenceNumber ? lookForInSession : findInSession;
    try {
      const own = await find(
        api,
        session,
        invoiceHash,
        (reference) => reference === referenceNumber || isOthers(session, reference),
        call,
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
