import { hasNipChecksum } from '@ksef/core';
import { attachmentConsent } from '../../attachments/index.js';
import { polishDay } from '../../calendar/index.js';
import type { StatusRecord } from '../../http/index.js';
import {
  formLayout,
  type InvoiceFacts,
  type InvoiceRecord,
  invoiceStatus,
  readInvoiceFile,
} from '../../invoices/index.js';
import { type Kernel, sha256 } from '../../kernel/index.js';
import type { SessionRecord, SessionStore } from '../records.js';
import { takeSessionFault } from '../session-faults.js';
import { sessionLimits } from '../session-limits.js';
import { mayIssue } from './may-issue.js';

/** What became of an invoice: its status and, as far as they could be read, its facts. */
export interface Verdict {
  readonly status: StatusRecord;
  readonly facts?: InvoiceFacts;
}

/** Applies the rules of the server to one accepted invoice, in its order; without bytes it could not be decrypted. */
export function judgeInvoice(
  kernel: Kernel,
  store: SessionStore,
  session: SessionRecord,
  invoice: InvoiceRecord,
  bytes: Uint8Array | undefined,
): Verdict {
  if (session.status.code === 415) return { status: invoiceStatus(405) };
  const largest = sessionLimits(kernel, session).maxInvoiceWithAttachmentBytes;
  if (invoice.invoiceSize > largest) {
    return { status: invoiceStatus(430, tooLarge(invoice.invoiceSize, largest)) };
  }
  if (bytes === undefined) return { status: invoiceStatus(435) };
  const fileFault = checkFile(bytes, invoice);
  if (fileFault !== undefined) return { status: invoiceStatus(430, fileFault) };

  const layout = formLayout(session.form);
  const read = layout === undefined ? { faults: ['Nieznany schemat.'] } : readInvoiceFile(bytes, layout);
  if ('faults' in read) return { status: invoiceStatus(450, ...read.faults) };
  if (invoice.violations !== undefined) return { status: invoiceStatus(450, ...invoice.violations) };
  return { status: judgeFacts(kernel, store, session, invoice, read.facts, bytes.length), facts: read.facts };
}

function checkFile(bytes: Uint8Array, invoice: InvoiceRecord): string | undefined {
  if (bytes.length !== invoice.invoiceSize) {
    return `Rozmiar faktury ${bytes.length} jest inny niż zadeklarowany ${invoice.invoiceSize}.`;
  }
  return sha256(bytes) === invoice.invoiceHash ? undefined : 'Skrót faktury jest inny niż zadeklarowany.';
}

function judgeFacts(
  kernel: Kernel,
  store: SessionStore,
  session: SessionRecord,
  invoice: InvoiceRecord,
  facts: InvoiceFacts,
  size: number,
): StatusRecord {
  const { maxInvoiceBytes } = sessionLimits(kernel, session);
  if (!facts.carriesFiles && size > maxInvoiceBytes)
    return invoiceStatus(430, tooLarge(size, maxInvoiceBytes));
  const mayAttach = session.batch !== undefined || invoice.hashOfCorrectedInvoice !== null;
  if (facts.hasAttachment && !mayAttach) return invoiceStatus(415);
  if (facts.issueDate > polishDay(invoice.acceptedAt)) {
    return invoiceStatus(
      450,
      `Data wystawienia faktury (P_1) ${facts.issueDate} jest późniejsza niż data przyjęcia.`,
    );
  }
  const wrongNip = session.checksIdentifiers
    ? facts.checkedNips.find((nip) => !hasNipChecksum(nip))
    : undefined;
  if (wrongNip !== undefined) return invoiceStatus(450, `NIP ${wrongNip} ma nieprawidłową sumę kontrolną.`);
  if (!mayIssue(kernel, session, facts)) {
    return invoiceStatus(
      410,
      `Brak uprawnień do wystawienia faktury w imieniu sprzedawcy ${facts.sellerNip}.`,
    );
  }
  if (facts.hasAttachment && !attachmentConsent(kernel, facts.sellerNip, invoice.acceptedAt).isGiven) {
    return invoiceStatus(
      410,
      `Sprzedawca ${facts.sellerNip} nie posiada zgody do wysyłania faktur z załącznikami`,
    );
  }
  const earlier = store.invoices.originalOf(facts);
  if (earlier !== undefined) {
    const original = takeSessionFault(kernel, 'wrongOriginalSession')
      ? kernel.newReferenceNumber('SB')
      : earlier.sessionReferenceNumber;
    const status = invoiceStatus(
      440,
      `Duplikat faktury. Faktura o numerze KSeF: ${earlier.ksefNumber} została już prawidłowo przesłana do systemu w sesji: ${original}`,
    );
    if (takeSessionFault(kernel, 'duplicateInWords')) return status;
    const originalKsefNumber = earlier.ksefNumber ?? '';
    return { ...status, extensions: { originalSessionReferenceNumber: original, originalKsefNumber } };
  }
  return invoiceStatus(200);
}

function tooLarge(size: number, limit: number): string {
  return `Rozmiar faktury ${size} przekracza dozwolony ${limit} bajtów.`;
}
