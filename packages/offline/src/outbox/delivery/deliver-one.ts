import { InvalidInputError, type KsefStatus, UnknownOutcomeError } from '@ksef/core';
import { isPassing, messageOf } from '@ksef/core/internal';
import type { OfflineRefusal } from '../issued-invoice.js';
import type { OutboxRecord } from '../outbox-record.js';
import type { OutboxResult, OutboxSender } from '../outbox-sender.js';

/** The consequence of a sender's result for an invoice of the outbox. */
export type DeliveryOutcome =
  | { readonly what: 'accepted'; readonly ksefNumber: string }
  | { readonly what: 'refused'; readonly refusal: OfflineRefusal }
  /** It still waits, like everything else: KSeF, the login or the sender's journal is currently unavailable. */
  | { readonly what: 'waiting'; readonly reason: string };

/** KSeF's permission errors, which no technical correction can fix. */
const noPermission = 410;
const duplicate = 440;

/** Whether an error means that KSeF is currently unavailable, and says nothing about the invoice. */
export function meansAway(error: unknown): boolean {
  return isPassing(error) || error instanceof UnknownOutcomeError;
}

/** Sends one invoice as it is, and determines the outcome. Rejects on abort. */
export async function deliverOne(
  sender: OutboxSender,
  record: OutboxRecord,
  content: Uint8Array,
  signal: AbortSignal | undefined,
): Promise<DeliveryOutcome> {
  const { file, hash, issued } = record;
  const correction = file.hash === hash ? {} : { hashOfCorrectedInvoice: hash };
  let result: OutboxResult;
  try {
    result = await sender.send({ name: issued.name, content, offlineMode: true, ...correction }, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    return { what: 'waiting', reason: messageOf(error) };
  }
  return outcomeOf(result);
}

function outcomeOf({ status, ksefNumber, ksefStatus, sameContent, error }: OutboxResult): DeliveryOutcome {
  if (ksefNumber !== undefined && (status === 'accepted' || (status === 'duplicate' && sameContent === true)))
    return { what: 'accepted', ksefNumber };
  switch (status) {
    case 'rejected':
      return refused(ksefStatus?.code, describe(ksefStatus), ksefStatus?.code !== noPermission);
    case 'duplicate': {
      const original = ksefNumber === undefined ? '' : ` (${ksefNumber})`;
      // It is unknown whether it is this invoice: a correction could send it twice.
      if (sameContent === undefined)
        return refused(
          duplicate,
          `KSeF has an invoice with this number${original}, which could not be read.`,
          false,
        );
      return refused(duplicate, `KSeF has another invoice with this number${original}.`, true);
    }
    default:
      // Errors of its own input: it can never be sent as it is.
      if (error instanceof InvalidInputError) return refused(undefined, error.message, true);
      return { what: 'waiting', reason: messageOf(error) };
  }
}

function refused(code: number | undefined, reason: string, canCorrect: boolean): DeliveryOutcome {
  return { what: 'refused', refusal: { code, reason: reason.slice(0, 2_000), canCorrect } };
}

function describe(status: KsefStatus | undefined): string {
  if (status === undefined) return 'KSeF refused it without a reason.';
  return [`${status.code} ${status.description}`, ...(status.details ?? [])].join(' ');
}
