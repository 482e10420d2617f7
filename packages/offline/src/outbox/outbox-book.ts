import type { Outage } from '../latarnia/index.js';
import { type CertificateEntry, corruptOutbox, readOutboxEntry } from './outbox-entries.js';
import type { OutboxEntry } from './outbox-journal.js';
import { OutboxRecord } from './outbox-record.js';

/** The state of an outbox, reduced from its journal. Contents stay in the journal. */
export class OutboxBook {
  readonly records = new Map<string, OutboxRecord>();
  /** Those that must be sent to KSeF and are not yet accepted. */
  readonly unfinished = new Set<OutboxRecord>();
  readonly outages = new Map<string, Outage>();
  /** When each outage was last known to be ongoing. */
  readonly outagesSeenAt = new Map<string, number>();
  readonly certificates = new Map<string, CertificateEntry>();
  /** Pieces of files read so far that do not yet belong to an invoice. */
  readonly #pieces = new Map<string, number>();

  /** @throws IntegrityError `JOURNAL_CORRUPT` */
  apply(line: OutboxEntry): void {
    const entry = readOutboxEntry(line);
    switch (entry?.type) {
      case 'offline-content':
        if (entry.part === 0) this.#pieces.set(entry.hash, 1);
        else if (this.#pieces.get(entry.hash) === entry.part) this.#pieces.set(entry.hash, entry.part + 1);
        break;
      case 'offline-issued':
        this.#claim(entry.hash, entry.parts);
        if (!this.records.has(entry.hash)) this.#add(new OutboxRecord(entry));
        break;
      case 'offline-corrected':
        this.#claim(entry.correction, entry.parts);
        this.#record(entry.hash).corrected({ hash: entry.correction, parts: entry.parts });
        break;
      case 'offline-accepted': {
        const record = this.#record(entry.hash);
        record.ksefNumber = entry.ksefNumber;
        this.unfinished.delete(record);
        break;
      }
      case 'offline-refused': {
        const record = this.#record(entry.hash);
        const { code, reason, canCorrect } = entry;
        if (record.file.hash === entry.refused) record.refusal = { code, reason, canCorrect };
        break;
      }
      case 'outage-seen':
        this.outages.set(entry.outage.id, entry.outage);
        this.outagesSeenAt.set(entry.outage.id, Date.parse(entry.at));
        break;
      case 'certificate-checked':
        this.certificates.set(entry.serialNumber, entry);
    }
  }

  /** Those with pending work, the earliest issued first. */
  open(): OutboxRecord[] {
    return [...this.unfinished].filter(({ isOpen }) => isOpen);
  }

  /** The number of invoices that wait to be sent. */
  get waitingCount(): number {
    let count = 0;
    for (const { delivery } of this.unfinished) if (delivery === 'waiting') count++;
    return count;
  }

  #add(record: OutboxRecord): void {
    this.records.set(record.hash, record);
    if (record.delivery !== 'notRequired') this.unfinished.add(record);
  }

  #record(hash: string): OutboxRecord {
    const record = this.records.get(hash);
    if (record === undefined) throw corruptOutbox(`an entry is about invoice ${hash}, which was not issued`);
    return record;
  }

  #claim(hash: string, parts: number): void {
    if ((this.#pieces.get(hash) ?? 0) < parts) throw corruptOutbox(`the content of ${hash} is incomplete`);
    this.#pieces.delete(hash);
  }
}
