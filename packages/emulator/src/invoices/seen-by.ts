import { type ContextIdentifier, nipOfContext } from '@ksef/core';
import { sameIdentifier } from '../identifiers/index.js';
import type { InvoiceRecord } from './records.js';

/** Whether a context may see an invoice: it has sent it, or is a party of it. */
export function isSeenBy(invoice: InvoiceRecord, context: ContextIdentifier): boolean {
  return sameIdentifier(invoice.sentIn, context) || isPartyOf(invoice, context);
}

/**
 * Whether a context stands on an invoice, in whatever role: its NIP, or, of an internal unit, its own identifier among the
 * third parties (`Podmiot3/DaneIdentyfikacyjne/IDWew`).
 */
export function isPartyOf(invoice: InvoiceRecord, context: ContextIdentifier): boolean {
  if (context.type === 'InternalId')
    return (invoice.summary?.thirdSubjects ?? []).some(
      ({ identifier }) => identifier.type === 'InternalId' && identifier.value === context.value,
    );
  const nip = nipOfContext(context);
  return nip !== undefined && invoice.partyNips.includes(nip);
}
