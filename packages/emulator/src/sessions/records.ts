import type { ContextIdentifier, FormCode } from '@ksef/core';
import type { StatusRecord } from '../http/index.js';
import type { SubjectIdentifier } from '../identifiers/index.js';
import { type InvoiceRecord, InvoiceRegister } from '../invoices/index.js';
import type { Collection, Kernel } from '../kernel/index.js';

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
  /** Who opened it. */
  readonly subject: SubjectIdentifier;
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
