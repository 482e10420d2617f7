import { createHash } from 'node:crypto';
import { makeKsefNumber } from '@ksef/core';
import type { Kernel } from '../kernel.js';
import { duplicateKey, judgeInvoice } from './judge-invoice.js';
import { sessionLimits } from './limits.js';
import { polishDay } from './polish-day.js';
import type { InvoiceFacts } from './read-invoice.js';
import type { InvoiceRecord, SessionRecord, SessionStore } from './records.js';
import { sessionStatus } from './statuses.js';

/** Does lazily, when asked, what KSeF does in the background. */
export class Settlement {
  readonly #kernel: Kernel;
  readonly #store: SessionStore;
  /** References in order of arrival; what is gone from the store is skipped. */
  readonly #waitingInvoices: string[] = [];
  readonly #unfinishedSessions = new Set<string>();

  constructor(kernel: Kernel, store: SessionStore) {
    this.#kernel = kernel;
    this.#store = store;
    for (const session of store.sessions.values()) this.addSession(session);
    const waiting = [...store.invoices.values()].filter((invoice) => invoice.status.code < 200);
    waiting.sort(
      (one, other) => one.acceptedAt - other.acceptedAt || one.ordinalNumber - other.ordinalNumber,
    );
    for (const invoice of waiting) this.addInvoice(invoice);
  }

  addSession(session: SessionRecord): void {
    if (session.status.code < 200) this.#unfinishedSessions.add(session.referenceNumber);
  }

  addInvoice(invoice: InvoiceRecord): void {
    this.#waitingInvoices.push(invoice.referenceNumber);
  }

  /** Brings everything to the state it has at `kernel.now()`. */
  settle(): void {
    this.#failKeys();
    this.#processInvoices();
    this.#closeAndFinish();
  }

  #failKeys(): void {
    for (const session of this.#unfinished()) {
      const bad = session.key === null || session.spoiled;
      if (bad && session.status.code < 200 && this.#isDue(session.createdAt))
        this.#finish(session, sessionStatus(415));
    }
  }

  #processInvoices(): void {
    let done = 0;
    for (const reference of this.#waitingInvoices) {
      const invoice = this.#store.invoices.get(reference);
      const session = invoice && this.#store.sessions.get(invoice.sessionReferenceNumber);
      if (invoice !== undefined && session !== undefined) {
        if (!this.#isDue(invoice.acceptedAt)) break;
        this.#process(session, invoice);
      }
      done++;
    }
    this.#waitingInvoices.splice(0, done);
  }

  #process(session: SessionRecord, invoice: InvoiceRecord): void {
    const acquiredAt = invoice.acceptedAt + this.#kernel.processingDelayMs();
    const { status, facts } = judgeInvoice(this.#kernel, this.#store, session, invoice);
    invoice.status = status;
    if (facts !== undefined) {
      invoice.sellerNip = facts.sellerNip;
      invoice.invoiceNumber = facts.invoiceNumber;
      invoice.issueDate = facts.issueDate;
      invoice.kind = facts.kind;
      invoice.partyNips = facts.partyNips;
      const late = facts.issueDate < polishDay(invoice.acceptedAt);
      invoice.invoicingMode = invoice.offlineMode || late ? 'Offline' : 'Online';
    }
    if (status.code === 200 && facts !== undefined) this.#acquire(session, invoice, facts, acquiredAt);
    if (status.code === 200) session.successfulInvoiceCount++;
    else session.failedInvoiceCount++;
    session.updatedAt = Math.max(session.updatedAt, acquiredAt);
    this.#store.invoices.set(invoice.referenceNumber, invoice);
    this.#store.sessions.set(session.referenceNumber, session);
    this.#kernel.record('invoice-processed', {
      sessionReferenceNumber: session.referenceNumber,
      referenceNumber: invoice.referenceNumber,
      status: status.code,
      ksefNumber: invoice.ksefNumber,
    });
  }

  #acquire(session: SessionRecord, invoice: InvoiceRecord, facts: InvoiceFacts, acquiredAt: number): void {
    const ksefNumber = this.#newKsefNumber(invoice, facts.sellerNip);
    invoice.ksefNumber = ksefNumber;
    invoice.acquiredAt = acquiredAt;
    invoice.permanentlyStoredAt = acquiredAt + Math.max(1, sessionLimits(this.#kernel).storageDelayMs);
    const key = duplicateKey(facts);
    this.#store.ksefNumbers.set(ksefNumber, invoice.referenceNumber);
    this.#store.taken.set(key, { key, ksefNumber, sessionReferenceNumber: session.referenceNumber });
    if (invoice.hashOfCorrectedInvoice !== null) {
      this.#store.corrections.set(invoice.hashOfCorrectedInvoice, invoice.referenceNumber);
    }
  }

  #newKsefNumber(invoice: InvoiceRecord, sellerNip: string): string {
    for (let attempt = 0; ; attempt++) {
      const digest = createHash('sha256').update(`${invoice.referenceNumber}#${attempt}`).digest('hex');
      const technicalPart = digest.slice(0, 12).toUpperCase();
      const number = makeKsefNumber({ sellerNip, acceptedOn: polishDay(invoice.acceptedAt), technicalPart });
      if (this.#store.ksefNumbers.get(number) === undefined) return number;
    }
  }

  #closeAndFinish(): void {
    const now = this.#kernel.now();
    for (const session of this.#unfinished()) {
      if (session.status.code === 100 && session.validUntil <= now) this.close(session, session.validUntil);
      if (session.status.code !== 170) continue;
      const processed = session.successfulInvoiceCount + session.failedInvoiceCount === session.invoiceCount;
      const begins = session.hangs ? session.validUntil : (session.closedAt ?? now);
      if (!processed || !this.#isDue(begins)) continue;
      if (session.invoiceCount === 0) this.#finish(session, sessionStatus(440, 'Nie przesłano faktur'));
      else if (session.successfulInvoiceCount === 0) this.#finish(session, sessionStatus(445));
      else this.#finish(session, sessionStatus(200));
    }
  }

  /** Closes an open session; what follows is for `settle`. */
  close(session: SessionRecord, at: number): void {
    session.status = sessionStatus(170);
    session.closedAt = at;
    session.updatedAt = at;
    this.#store.sessions.set(session.referenceNumber, session);
    this.#kernel.record('session-closed', {
      referenceNumber: session.referenceNumber,
      invoiceCount: session.invoiceCount,
    });
  }

  #finish(session: SessionRecord, status: SessionRecord['status']): void {
    session.status = status;
    session.updatedAt = Math.max(session.updatedAt, this.#kernel.now());
    if (status.code === 200) {
      const perPage = sessionLimits(this.#kernel).upoDocumentsPerPage;
      for (let page = 1; page <= Math.ceil(session.successfulInvoiceCount / perPage); page++) {
        const reference = this.#kernel.newReferenceNumber('EU');
        session.upoPages.push(reference);
        this.#store.upos.set(reference, { session: session.referenceNumber, page });
      }
    }
    this.#store.sessions.set(session.referenceNumber, session);
    this.#unfinishedSessions.delete(session.referenceNumber);
  }

  *#unfinished(): Generator<SessionRecord> {
    for (const reference of this.#unfinishedSessions) {
      const session = this.#store.sessions.get(reference);
      if (session === undefined) this.#unfinishedSessions.delete(reference);
      else yield session;
    }
  }

  #isDue(since: number): boolean {
    return since + this.#kernel.processingDelayMs() <= this.#kernel.now();
  }
}
