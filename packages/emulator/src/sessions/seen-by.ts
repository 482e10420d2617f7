import { type ContextIdentifier, nipOfContext } from '@ksef/core';
import type { InvoiceRecord, SessionStore } from './records.js';

/** Whether a context may see an invoice: it has sent it, or is a party of it. */
export function isSeenBy(
  store: SessionStore,
  invoice: InvoiceRecord,
  { type, value }: ContextIdentifier,
): boolean {
  const sender = store.sessions.get(invoice.sessionReferenceNumber)?.context;
  return (sender?.type === type && sender.value === value) || isPartyOf(invoice, { type, value });
}

/** Whether a context's NIP stands on an invoice, in whatever role. */
export function isPartyOf(invoice: InvoiceRecord, context: ContextIdentifier): boolean {
  const nip = nipOfContext(context);
  return nip !== undefined && invoice.partyNips.includes(nip);
}
