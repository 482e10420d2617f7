import type { ContextIdentifier, FormCode } from '@ksef/core';
import type { StatusRecord } from '../http/index.js';
import type { InvoiceSummary } from './file/summarize-invoice.js';

/** One invoice sent in a session. Its XML lies in `kernel.blobs` under {@link invoiceBlob}. */
export interface InvoiceRecord {
  readonly referenceNumber: string;
  readonly sessionReferenceNumber: string;
  /** Context of the session. */
  readonly sentIn: ContextIdentifier;
  readonly ordinalNumber: number;
  readonly invoiceHash: string;
  readonly invoiceSize: number;
  readonly offlineMode: boolean;
  readonly hashOfCorrectedInvoice: string | null;
  /** Name of the file in the package of a batch. */
  readonly invoiceFileName?: string;
  /** What the schema of its form forbids in it; absent for a valid one. */
  violations?: readonly string[];
  /** `invoicingDate`: when the server took it. */
  readonly acceptedAt: number;
  acquiredAt: number | null;
  permanentlyStoredAt: number | null;
  /** When queries begin to find it, if that is later than its permanent storage. */
  visibleAt?: number;
  status: StatusRecord;
  ksefNumber: string | null;
  invoicingMode: 'Online' | 'Offline' | null;
  sellerNip: string | null;
  invoiceNumber: string | null;
  issueDate: string | null;
  kind: string | null;
  /** NIPs of all the parties named in the invoice, the seller's first. */
  partyNips: readonly string[];
  summary?: InvoiceSummary;
  form?: FormCode;
}

/** Name of the blob with the plain XML of an invoice. */
export function invoiceBlob(referenceNumber: string): string {
  // No prefix: so the name takes no memory of its own.
  return referenceNumber;
}
