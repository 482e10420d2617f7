import { makeKsefNumber } from '@ksef/core';
import type { Kernel } from '../kernel.js';
import { randomHex } from '../random-hex.js';
import { lastHighWaterMark, takeHiding } from '../receiving/high-water-mark.js';
import { judgeInvoice } from './judge-invoice.js';
import { sessionLimits } from './limits.js';
import { polishDay } from './polish-day.js';
import type { InvoiceFacts } from './read-invoice.js';
import type { InvoiceRecord, SessionRecord, SessionStore } from './records.js';

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
  invoice.status = status;
  if (facts !== undefined) {
    invoice.sellerNip = facts.sellerNip;
    invoice.invoiceNumber = facts.invoiceNumber;
    invoice.issueDate = facts.issueDate;
    invoice.kind = facts.kind;
    invoice.partyNips = facts.partyNips;
    invoice.summary = facts.summary;
    invoice.form = session.form;
    const late = facts.issueDate < polishDay(invoice.acceptedAt);
    invoice.invoicingMode = invoice.offlineMode || late ? 'Offline' : 'Online';
  }
  if (status.code === 200 && facts !== undefined) acquire(kernel, store, invoice, facts, acquiredAt);
  if (status.code === 200) session.successfulInvoiceCount++;
  else session.failedInvoiceCount++;
  session.updatedAt = Math.max(session.updatedAt, acquiredAt);
  store.invoices.update(invoice);
  store.sessions.set(session.referenceNumber, session);
  kernel.record('invoice-processed', {
    sessionReferenceNumber: session.referenceNumber,
    referenceNumber: invoice.referenceNumber,
    status: status.code,
    ksefNumber: invoice.ksefNumber,
  });
}

function acquire(
  kernel: Kernel,
  store: SessionStore,
  invoice: InvoiceRecord,
  facts: InvoiceFacts,
  acquiredAt: number,
): void {
  const ksefNumber = newKsefNumber(store, invoice, facts.sellerNip);
  invoice.ksefNumber = ksefNumber;
  invoice.acquiredAt = acquiredAt;
  // Nothing may turn up at or before a high-water mark that has been given out.
  const earliest = acquiredAt + Math.max(1, sessionLimits(kernel).storageDelayMs);
  invoice.permanentlyStoredAt = Math.max(earliest, lastHighWaterMark(kernel) + 1);
  const hidden = takeHiding(kernel);
  if (hidden > 0) invoice.visibleAt = invoice.permanentlyStoredAt + hidden;
}

/** A KSeF number that is not in use. */
export function newKsefNumber(store: SessionStore, invoice: InvoiceRecord, sellerNip: string): string {
  for (;;) {
    const technicalPart = randomHex(6);
    const number = makeKsefNumber({ sellerNip, acceptedOn: polishDay(invoice.acceptedAt), technicalPart });
    if (store.invoices.withKsefNumber(number) === undefined) return number;
  }
}
