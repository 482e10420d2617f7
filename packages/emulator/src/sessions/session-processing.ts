import { rm } from 'node:fs/promises';
import type { StatusRecord } from '../http/index.js';
import { type InvoiceRecord, invoiceBlob } from '../invoices/index.js';
import { BackgroundJobs, type Kernel } from '../kernel/index.js';
import { packageFolder } from './batch/part-files.js';
import { finishSession } from './finish-session.js';
import { processInvoice } from './invoice-checks/process-invoice.js';
import type { SessionRecord, SessionStore } from './records.js';
import { violationsOf } from './schema/index.js';
import { sessionLimits } from './session-limits.js';
import { batchStatus, sessionStatus, tooLate } from './statuses.js';

/** Does lazily, when asked, what KSeF does in the background. */
export class SessionProcessing {
  readonly #kernel: Kernel;
  readonly #store: SessionStore;
  readonly #jobs = new BackgroundJobs((job, error) =>
    this.#kernel.record('job-failed', { job, reason: String(error) }),
  );
  /** References in order of arrival; what is gone from the store is skipped. */
  readonly #waitingInvoices: string[] = [];
  /** Of these, those that an earlier process took: it may have been killed before their schema was looked at. */
  readonly #unvalidated = new Set<string>();
  readonly #unfinishedSessions = new Set<string>();

  constructor(kernel: Kernel, store: SessionStore) {
    this.#kernel = kernel;
    this.#store = store;
    for (const session of store.sessions.values()) {
      if (session.status.code < 200) recount(store, session);
      this.addSession(session);
    }
    const waiting = [...store.invoices.values()].filter((invoice) => invoice.status.code < 200);
    waiting.sort(
      (one, other) => one.acceptedAt - other.acceptedAt || one.ordinalNumber - other.ordinalNumber,
    );
    for (const invoice of waiting) {
      this.addInvoice(invoice);
      if (invoice.violations === undefined) this.#unvalidated.add(invoice.referenceNumber);
    }
  }

  addSession(session: SessionRecord): void {
    if (session.status.code < 200) this.#unfinishedSessions.add(session.referenceNumber);
  }

  addInvoice(invoice: InvoiceRecord): void {
    this.#waitingInvoices.push(invoice.referenceNumber);
  }

  /** Brings everything to the state it has at `kernel.now()`. */
  catchUp(): void {
    this.#failKeys();
    this.#processInvoices();
    for (const session of this.#unfinished()) {
      if (session.batch === undefined) this.#catchUpOnline(session);
      else this.#catchUpBatch(session);
    }
  }

  /** Closes an open online session; what follows is for `catchUp`. */
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

  /** Closes a batch whose parts are all there; `fate` is how a fault makes it end. */
  closeBatch(session: SessionRecord, fate: 440 | 500 | undefined): void {
    const now = this.#kernel.now();
    session.status = batchStatus(150);
    session.closedAt = now;
    session.updatedAt = now;
    this.#store.sessions.set(session.referenceNumber, session);
    this.#kernel.record('batch-closed', { referenceNumber: session.referenceNumber });
    if (fate === 440) this.#finish(session, batchStatus(440, tooLate));
    if (fate === 500) this.#finish(session, batchStatus(500));
    this.catchUp();
  }

  /** Stops the work on batches; with a state folder the next start continues with it. */
  stop(): Promise<void> {
    return this.#jobs.stop();
  }

  #failKeys(): void {
    for (const session of this.#unfinished()) {
      const bad = session.key === null || session.spoiled;
      if (!bad) continue;
      if (session.batch === undefined) {
        if (this.#isDue(session.createdAt)) this.#finish(session, sessionStatus(415));
        // The key of a batch is looked at after its parts have come.
      } else if (session.status.code === 150 && this.#isDue(session.closedAt ?? session.createdAt)) {
        this.#finish(session, batchStatus(415, 'Rozszyfrowania klucza symetrycznego zakończone błędem.'));
      }
    }
  }

  #processInvoices(): void {
    let done = 0;
    for (const reference of this.#waitingInvoices) {
      const invoice = this.#store.invoices.get(reference);
      const session = invoice && this.#store.sessions.get(invoice.sessionReferenceNumber);
      // One is done already where only the session could not be written down.
      if (invoice !== undefined && session !== undefined && invoice.status.code < 200) {
        if (!this.#isDue(invoice.acceptedAt)) break;
        const bytes = this.#kernel.blobs.get(invoiceBlob(reference));
        if (bytes !== undefined && this.#unvalidated.has(reference)) {
          this.#validate(session, invoice, bytes);
          break;
        }
        const acquiredAt = invoice.acceptedAt + this.#kernel.processingDelayMs();
        processInvoice(this.#kernel, this.#store, session, invoice, bytes, acquiredAt);
      }
      done++;
    }
    this.#waitingInvoices.splice(0, done);
  }

  #validate(session: SessionRecord, invoice: InvoiceRecord, bytes: Uint8Array): void {
    const { referenceNumber } = invoice;
    this.#jobs.start(`validate ${referenceNumber}`, async () => {
      const violations = await violationsOf(this.#kernel, session, bytes);
      if (this.#jobs.stopped) return;
      // A reset may have forgotten it.
      if (violations.length > 0 && this.#store.invoices.get(referenceNumber) === invoice)
        this.#store.invoices.update(invoice, { violations });
      this.#unvalidated.delete(referenceNumber);
      this.catchUp();
    });
  }

  #catchUpOnline(session: SessionRecord): void {
    const now = this.#kernel.now();
    if (session.status.code === 100 && session.validUntil <= now) this.close(session, session.validUntil);
    if (session.status.code !== 170) return;
    const processed = session.successfulInvoiceCount + session.failedInvoiceCount === session.invoiceCount;
    const begins = session.hangs ? session.validUntil : (session.closedAt ?? now);
    if (!processed || !this.#isDue(begins)) return;
    if (session.invoiceCount === 0) this.#finish(session, sessionStatus(440, 'Nie przesłano faktur'));
    else if (session.successfulInvoiceCount === 0) this.#finish(session, sessionStatus(445));
    else this.#finish(session, sessionStatus(200));
  }

  #catchUpBatch(session: SessionRecord): void {
    const now = this.#kernel.now();
    if (session.status.code === 100 && session.validUntil <= now) {
      this.#finish(session, batchStatus(440, tooLate));
    }
    if (session.status.code !== 150) return;
    const hangsFor = session.hangs ? sessionLimits(this.#kernel).sessionLifetimeMs : 0;
    if (!this.#isDue((session.closedAt ?? now) + hangsFor)) return;
    this.#jobs.start(session.referenceNumber, async () => {
      // A reset forgets the session: then nothing of it may be written any more.
      const isAlive = () =>
        !this.#jobs.stopped && this.#store.sessions.get(session.referenceNumber) === session;
      const { runBatch } = await import('./batch/run-batch.js');
      const status = await runBatch(this.#kernel, this.#store, session, isAlive);
      if (status !== undefined) this.#finish(session, status);
    });
  }

  #finish(session: SessionRecord, status: StatusRecord): void {
    finishSession(this.#kernel, this.#store, session, status);
    this.#unfinishedSessions.delete(session.referenceNumber);
    if (session.batch === undefined) return;
    const folder = packageFolder(this.#kernel, session);
    this.#jobs.start(`clean ${session.referenceNumber}`, () => rm(folder, { recursive: true, force: true }));
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

/** A crash may have come between the writing of an invoice and of its session. */
function recount(store: SessionStore, session: SessionRecord): void {
  const all = store.invoices.ofSession(session.referenceNumber);
  const judged = all.filter(({ status }) => status.code >= 200);
  session.invoiceCount = Math.max(session.invoiceCount, all.length);
  session.successfulInvoiceCount = judged.filter(({ status }) => status.code === 200).length;
  session.failedInvoiceCount = judged.length - session.successfulInvoiceCount;
}
