import type { ContextIdentifier, FormCode } from '@ksef/core';
import type { Collection, Kernel } from '../kernel.js';
import { InvoiceRegister } from './invoice-register.js';
import type { InvoiceSummary } from './summarize-invoice.js';

/** A status as KSeF shows it. */
export interface StatusRecord {
  readonly code: number;
  readonly description: string;
  readonly details?: readonly string[];
  readonly extensions?: Readonly<Record<string, string>>;
}

/** One declared part of a package, and what has been uploaded for it. */
export interface BatchPartRecord {
  readonly ordinalNumber: number;
  readonly fileSize: number;
  readonly fileHash: string;
  uploadedSize: number | null;
  uploadedHash: string | null;
}

/** What a batch session has beside an online one. */
export interface BatchRecord {
  readonly offlineMode: boolean;
  readonly compressionType: 'Zip' | 'TarGz';
  readonly fileSize: number;
  readonly fileHash: string;
  readonly parts: readonly BatchPartRecord[];
}

/** One sending session. Times are milliseconds since 1970. */
export interface SessionRecord {
  readonly referenceNumber: string;
  readonly context: ContextIdentifier;
  readonly authReferenceNumber: string;
  readonly ksefTokenReferenceNumber: string | null;
  readonly form: FormCode;
  /** Of batch sessions only. */
  readonly batch?: BatchRecord;
  /** Base64 of the AES key; null when it could not be decrypted, which shows as status 415 later. */
  readonly key: string | null;
  readonly initializationVector: string;
  readonly checksIdentifiers: boolean;
  readonly createdAt: number;
  readonly validUntil: number;
  updatedAt: number;
  closedAt: number | null;
  status: StatusRecord;
  invoiceCount: number;
  successfulInvoiceCount: number;
  failedInvoiceCount: number;
  /** UPO reference numbers, by page. */
  upoPages: string[];
  /** Answers 21184 to every further invoice. */
  unavailable: boolean;
  /** Turns 415 by a fault although its key is good. */
  spoiled: boolean;
  /** Stays closed but unprocessed for as long as an online session may last. */
  hangs: boolean;
}

/** One invoice sent in a session. Its XML lies in `kernel.blobs` under {@link invoiceBlob}. */
export interface InvoiceRecord {
  readonly referenceNumber: string;
  readonly sessionReferenceNumber: string;
  readonly ordinalNumber: number;
  readonly invoiceHash: string;
  readonly invoiceSize: number;
  readonly offlineMode: boolean;
  readonly hashOfCorrectedInvoice: string | null;
  /** Name of the file in the package of a batch. */
  readonly invoiceFileName?: string;
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

/** All the records of this area. */
export interface SessionStore {
  readonly sessions: Collection<SessionRecord>;
  readonly invoices: InvoiceRegister;
  /** UPO reference number to where it belongs. */
  readonly upos: Collection<{ readonly session: string; readonly page: number }>;
}

/** Opens the collections of this area. */
export function sessionStore(kernel: Kernel): SessionStore {
  return {
    sessions: kernel.collection('sessions'),
    invoices: new InvoiceRegister(kernel.collection('session-invoices')),
    upos: kernel.collection('session-upos'),
  };
}

/** Name of the blob with the plain XML of an invoice. */
export function invoiceBlob(referenceNumber: string): string {
  // No prefix: so the name takes no memory of its own.
  return referenceNumber;
}

/** The invoices of a session in order, beginning after the given ordinal number. */
export function* invoicesOf(
  store: SessionStore,
  session: SessionRecord,
  after = 0,
): Generator<InvoiceRecord> {
  for (let ordinal = after + 1; ordinal <= session.invoiceCount; ordinal++) {
    const invoice = store.invoices.inSession(session.referenceNumber, ordinal);
    if (invoice !== undefined) yield invoice;
  }
}
