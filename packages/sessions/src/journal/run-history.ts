import { FinishedInvoices } from './finished-invoices.js';
import { type FinishedInvoice, type RunStarted, readOnlineEntry } from './online-entries.js';
import type { JournalEntry } from './session-journal.js';

/** An input that was on its way when its process ended. */
export interface UnsettledInvoice {
  readonly id: number;
  readonly hash: string;
  readonly session: string;
  /** When it left last, in milliseconds since 1970. */
  readonly leftAt: number;
  /** KSeF has it under this reference; undefined when whether KSeF has it is not known. */
  readonly referenceNumber?: string | undefined;
  readonly sends: number;
}

/** What earlier processes did in a run: the journal, folded. Each invoice is a line of memory, no more. */
export class RunHistory {
  started: RunStarted | undefined;
  nextId = 1;
  /** Sessions that were not closed, with their form. */
  readonly openSessions = new Map<string, string>();
  readonly #unsettled = new Map<number, UnsettledInvoice>();
  readonly #finished = new FinishedInvoices();
  /** Made when the first input asks. */
  #waiting:
    | { readonly byHash: Map<string, UnsettledInvoice[]>; readonly references: Set<string> }
    | undefined;

  /** @throws IntegrityError `JOURNAL_CORRUPT` */
  apply(line: JournalEntry): void {
    const entry = readOnlineEntry(line);
    switch (entry?.type) {
      case 'run-started':
        this.started ??= entry;
        break;
      case 'session-opened':
        this.openSessions.set(entry.session, entry.form);
        break;
      case 'session-closed':
        this.openSessions.delete(entry.session);
        break;
      case 'invoice-leaving': {
        const { id, hash, session, at } = entry;
        this.nextId = Math.max(this.nextId, id + 1);
        this.#unsettled.set(id, { id, hash, session, leftAt: Date.parse(at), sends: 1 });
        break;
      }
      case 'invoice-taken': {
        const { id, session, reference: referenceNumber, sends } = entry;
        const left = this.#unsettled.get(id);
        if (left !== undefined) this.#unsettled.set(id, { ...left, session, referenceNumber, sends });
        break;
      }
      case 'invoice-finished':
        this.#unsettled.delete(entry.id);
        this.#finished.add(entry.hash, entry.result);
    }
  }

  /** What is known of an input with these bytes; each thing is told once. */
  take(hash: string): { finished?: FinishedInvoice; unsettled?: UnsettledInvoice } {
    this.#waiting ??= this.#sortUnsettled();
    const finished = this.#finished.take(hash);
    if (finished !== undefined) return { finished };
    const unsettled = this.#waiting.byHash.get(hash)?.shift();
    if (unsettled === undefined) return {};
    this.#unsettled.delete(unsettled.id);
    return { unsettled };
  }

  /** Whether an input, or a look-up, has this invoice of a session already. */
  hasReference(referenceNumber: string): boolean {
    return this.#waiting?.references.has(referenceNumber) ?? false;
  }

  addReference(referenceNumber: string): void {
    this.#waiting?.references.add(referenceNumber);
  }

  /** How many inputs on their way no source has given again. */
  get unclaimed(): number {
    return this.#unsettled.size;
  }

  /** A look-up must not mistake what became of another input with the same bytes for its own. */
  #sortUnsettled() {
    const byHash = new Map<string, UnsettledInvoice[]>();
    const references = new Set<string>();
    for (const one of this.#unsettled.values()) {
      byHash.set(one.hash, [...(byHash.get(one.hash) ?? []), one]);
      if (one.referenceNumber !== undefined) references.add(one.referenceNumber);
      for (const reference of this.#finished.references(one.hash)) references.add(reference);
    }
    return { byHash, references };
  }
}
