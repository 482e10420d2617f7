import type { FinishedInvoice } from '../invoice/index.js';
import type { SessionInvoice } from '../status/index.js';
import { originalOfDuplicate } from './original-of-duplicate.js';

const success = 200;
const duplicate = 440;

/**
 * What an invoice's final status in a session means for its input; undefined of an accepted one while it has no KSeF
 * number.
 */
export function resultOfStatus(
  invoice: SessionInvoice,
  sessionReferenceNumber: string,
): FinishedInvoice | undefined {
  const { status: ksefStatus, referenceNumber, ksefNumber } = invoice;
  const known = { ksefStatus, referenceNumber, sessionReferenceNumber };
  if (ksefStatus.code === success)
    return ksefNumber ? { ...known, status: 'accepted', ksefNumber } : undefined;
  if (ksefStatus.code !== duplicate) return { ...known, status: 'rejected' };
  return { ...known, status: 'duplicate', ...originalOfDuplicate(ksefStatus) };
}
