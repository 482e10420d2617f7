import { polishDay } from '../../calendar/index.js';
import {
  type InvoiceFacts,
  type InvoiceRecord,
  lastHighWaterMark,
  newKsefNumber,
  takeHiding,
} from '../../invoices/index.js';
import type { Kernel } from '../../kernel/index.js';
import type { SessionRecord, SessionStore } from '../records.js';
import { sessionLimits } from '../session-limits.js';
import { judgeInvoice } from './check-invoice.js';
/** Judges an invoice and writes down what became of it; `acquiredAt` is when a good one gets its number. */
export function processInvoice(
  kernel: Kernel,
  store: SessionStore,
  session: SessionRecord,
  invoice: InvoiceRecord,
  bytes: Uint8Array | undefined,
  acquiredAt: number,
): void {
  const { status, facts } = judgeInvoice(kernel, store, session, invoice, bytes);
  // Counted once that is written down: what fails on a full disk is done again.
  store.invoices.update(invoice, {
    status,
    ...(facts === undefined ? {} : shownFacts(session, invoice, facts)),
    ...(status.code === 200 && facts !== undefined
      ? acquisition(kernel, store, invoice, facts, acquiredAt)
      : {}),
  });
  if (status.code === 200) session.successfulInvoiceCount++;
  else session.failedInvoiceCount++;
  session.updatedAt = Math.max(session.updatedAt, acquiredAt);
  store.sessions.set(session.referenceNumber, session);
  kernel.record('invoice-processed', {
    sessionReferenceNumber: session.referenceNumber,
    referenceNumber: invoice.referenceNumber,
    status: status.code,
    ksefNumber: invoice.ksefNumber,
    sellerNip: invoice.sellerNip,
    invoiceNumber: invoice.invoiceNumber,
  });
}

function shownFacts(
  { form }: SessionRecord,
  { acceptedAt, offlineMode }: InvoiceRecord,
  { sellerNip, invoiceNumber, issueDate, kind, partyNips, summary }: InvoiceFacts,
): Partial<InvoiceRecord> {
  const late = issueDate < polishDay(acceptedAt);
  const invoicingMode = offlineMode || late ? 'Offline' : 'Online';
  return { sellerNip, invoiceNumber, issueDate, kind, partyNips, summary, form, invoicingMode };
}

function acquisition(
  kernel: Kernel,
  store: SessionStore,
  invoice: InvoiceRecord,
  facts: InvoiceFacts,
  acquiredAt: number,
): Partial<InvoiceRecord> {
  // Nothing may turn up at or before a high-water mark that has been given out.
  const earliest = acquiredAt + Math.max(1, sessionLimits(kernel).storageDelayMs);
  const permanentlyStoredAt = Math.max(earliest, lastHighWaterMark(kernel) + 1);
  const hidden = takeHiding(kernel);
  return {
    ksefNumber: newKsefNumber(store.invoices, invoice, facts.sellerNip),
    acquiredAt,
    permanentlyStoredAt,
    ...(hidden > 0 ? { visibleAt: permanentlyStoredAt + hidden } : {}),
  };
}
