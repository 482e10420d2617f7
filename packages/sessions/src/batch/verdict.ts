import type { InvoiceResult } from '../invoice-result.js';
import { originalOfDuplicate } from '../original-of-duplicate.js';
import type { SessionInvoice } from '../session-queries.js';

const duplicate = 440;

/** What KSeF decided about one invoice. */
export type Verdict = Omit<InvoiceResult, 'index' | 'name' | 'invoice' | 'invoiceHash'>;

/** What the list of a session tells of an invoice. */
export function verdictOf(judged: SessionInvoice, sessionReferenceNumber: string): Verdict {
  const { status: ksefStatus, referenceNumber } = judged;
  const known = { ksefStatus, referenceNumber, sessionReferenceNumber };
  if (ksefStatus.code === 200)
    return { ...known, status: 'accepted', ksefNumber: judged.ksefNumber ?? undefined };
  if (ksefStatus.code !== duplicate) return { ...known, status: 'rejected' };
  return { ...known, status: 'duplicate', ...originalOfDuplicate(ksefStatus) };
}
