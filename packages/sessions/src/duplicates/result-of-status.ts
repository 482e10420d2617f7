import type { FinishedInvoice } from '../invoice/index.js';
import type { SessionInvoice } from '../status/index.js';
import { originalOfDuplicate } from './original-of-duplicate.js';

const success = 200;
const duplicate = 440;

/**
 * The result of an input from the final status of its invoice; undefined for an accepted one that has no KSeF number
 * yet.
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
