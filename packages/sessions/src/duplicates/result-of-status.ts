import type { DistributiveOmit, InvoiceResult } from '../invoice/index.js';
import type { SessionInvoice } from '../status/index.js';
import { originalOfDuplicate } from './original-of-duplicate.js';

const duplicate = 440;

/** What KSeF decided about one invoice. */
export type InputResult = DistributiveOmit<InvoiceResult, 'index' | 'name' | 'invoice' | 'invoiceHash'>;

/** What the list of a session tells of an invoice; undefined of an accepted one while it has no number. */
export function resultOfStatus(
  judged: SessionInvoice,
  sessionReferenceNumber: string,
): InputResult | undefined {
  const { status: ksefStatus, referenceNumber, ksefNumber } = judged;
  const known = { ksefStatus, referenceNumber, sessionReferenceNumber };
  if (ksefStatus.code === 200) return ksefNumber ? { ...known, status: 'accepted', ksefNumber } : undefined;
  if (ksefStatus.code !== duplicate) return { ...known, status: 'rejected' };
  return { ...known, status: 'duplicate', ...originalOfDuplicate(ksefStatus) };
}
