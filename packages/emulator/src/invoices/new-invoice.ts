import type { ContextIdentifier } from '@ksef/core';
import type { Kernel } from '../kernel/index.js';
import type { InvoiceRecord } from './records.js';
import { invoiceStatus } from './statuses.js';

/** What is known of an invoice when it arrives. */
export type SentInvoice = Pick<
  InvoiceRecord,
  | 'ordinalNumber'
  | 'invoiceHash'
  | 'invoiceSize'
  | 'offlineMode'
  | 'hashOfCorrectedInvoice'
  | 'acceptedAt'
  | 'violations'
>;

/** A record of an invoice that has not been processed. */
export function newInvoice(
  kernel: Kernel,
  session: { readonly referenceNumber: string; readonly context: ContextIdentifier },
  sent: SentInvoice,
): InvoiceRecord {
  return {
    ordinalNumber: sent.ordinalNumber,
    invoiceHash: sent.invoiceHash,
    invoiceSize: sent.invoiceSize,
    offlineMode: sent.offlineMode,
    hashOfCorrectedInvoice: sent.hashOfCorrectedInvoice,
    acceptedAt: sent.acceptedAt,
    ...(sent.violations === undefined || sent.violations.length === 0 ? {} : { violations: sent.violations }),
    referenceNumber: kernel.newReferenceNumber('EE'),
    sessionReferenceNumber: session.referenceNumber,
    sentIn: session.context,
    acquiredAt: null,
    permanentlyStoredAt: null,
    status: invoiceStatus(100),
    ksefNumber: null,
    invoicingMode: null,
    sellerNip: null,
    invoiceNumber: null,
    issueDate: null,
    kind: null,
    partyNips: [],
  };
}
