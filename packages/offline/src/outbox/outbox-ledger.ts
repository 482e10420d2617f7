import type { Clock } from '@ksef/core';
import { observed } from '@ksef/core/internal';
import { Contents } from './contents.js';
import { deadlineOf } from './deadline-of.js';
import type { IssuedInvoice } from './issued-invoice.js';
import { certificateWarnings } from './offline-certificate.js';
import type { OutboxBook } from './outbox-book.js';
import type { CertificateEntry, KnownEntry } from './outbox-entries.js';
import type { OutboxEvent } from './outbox-event.js';
import type { OutboxRun } from './outbox-journal.js';
import type { OutboxOptions } from './outbox-options.js';
import type { OutboxRecord } from './outbox-record.js';

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** The journal of an outbox with its reduced state, shared by all parts of the outbox. */
export class OutboxLedger {
  readonly options: OutboxOptions;
  readonly book: OutboxBook;
  readonly contents: Contents;
  readonly clock: Clock;
  readonly emit: (event: OutboxEvent) => void;
  readonly #run: OutboxRun;

  constructor(options: OutboxOptions, run: OutboxRun, book: OutboxBook, clock: Clock) {
    const { maxHeldBytes = 16_000_000 } = options;
    this.options = options;
    this.book = book;
    this.clock = clock;
    this.contents = new Contents(run, maxHeldBytes);
    this.emit = observed(options.onEvent);
    this.#run = run;
  }

  /** Stored first, then applied to the state. */
  async write(...entries: readonly KnownEntry[]): Promise<void> {
    await this.#run.append(entries);
    for (const entry of entries) this.book.apply(entry);
  }

  close(): Promise<void> {
    return this.#run.close();
  }

  timestamp(): string {
    return new Date(this.clock.now()).toISOString();
  }

  warn(message: string): void {
    this.emit({ type: 'warning', message });
  }

  /** KSeF's last status of the certificate. */
  get checkedCertificate(): CertificateEntry | undefined {
    return this.book.certificates.get(this.options.certificate?.serialNumber ?? '');
  }

  deadline(record: OutboxRecord): string | undefined {
    return deadlineOf(record.issued, this.book.outages);
  }

  /** An invoice as its owner sees it. */
  view(record: OutboxRecord): IssuedInvoice {
    const { issued, delivery, ksefNumber, refusal } = record;
    const { name, hash, mode, issueDate, invoiceLink, certificateLink } = issued;
    const sendBy = this.deadline(record);
    const { certificate, certificateMaxAgeMs: maxAgeMs = weekMs } = this.options;
    const warnings =
      delivery === 'waiting' && certificate !== undefined
        ? certificateWarnings(certificate, this.checkedCertificate, sendBy, {
            now: this.clock.now(),
            maxAgeMs,
          })
        : [];
    const label = ksefNumber ?? (mode === 'totalFailure' ? undefined : 'OFFLINE');
    const base = { status: 'offline', name, invoiceHash: hash, mode, issueDate } as const;
    return { ...base, invoiceLink, certificateLink, label, sendBy, delivery, ksefNumber, refusal, warnings };
  }
}
