import { type ContextIdentifier, nipOfContext } from '@ksef/core';
import { sameIdentifier } from '../identifiers/index.js';
import type { InvoiceRecord } from './records.js';

/** Whether a context may see an invoice: it has sent it, or is a party of it. */
export function isSeenBy(invoice: InvoiceRecord, context: ContextIdentifier): boolean {
  return sameIdentifier(invoice.sentIn, context) || isPartyOf(invoice, context);
}

/** Whether a context's NIP stands on an invoice, in whatever role. */
export function isPartyOf(invoice: InvoiceRecord, context: ContextIdentifier): boolean {
  const nip = nipOfContext(context);
  return nip !== undefined && invoice.partyNips.includes(nip);
}
