import type { FinishedInvoice } from '../../invoice/index.js';
import type { JournalEntry } from '../../journal/index.js';
import { FinishedInvoices } from './finished-invoices.js';
import { type RunStarted, readOnlineEntry } from './online-entries.js';

/** An input that was being sent when its process ended. */
export interface PendingInvoice {
  readonly id: number;
  readonly hash: string;
  readonly session: string;
  /** Sessions that it was sent to before, and that rejected it. */
  readonly earlierSessions: readonly string[];
  /** KSeF has it under this reference; undefined when it is unknown whether KSeF has it. */
  readonly referenceNumber?: string | undefined;
  readonly sends: number;
}

const none: readonly string[] = [];

/** An input that is being sent to a session, perhaps after others. */
export function sendingTo(
  session: string,
  { id, hash }: Pick<PendingInvoice, 'id' | 'hash'>,
  before: PendingInvoice | undefined,
): PendingInvoice {
  const sessions = before === undefined ? none : [...before.earlierSessions, before.session];
  const earlierSessions = sessions.filter((one) => one !== session);
  return { id, hash, session, earlierSessions, sends: 1 };
}

/** The work of earlier processes in a run: the journal, reduced to one line of memory per invoice. */
export class RunHistory {
  started: RunStarted | undefined;
  nextId = 1;
  /** Sessions that were not closed, with their form. */
  readonly openSessions = new Map<string, string>();
  readonly #pending = new Map<number, PendingInvoice>();
  readonly #finished = new FinishedInvoices();
  /** Created for the first input that needs it. */
  #waiting: { readonly byHash: Map<string, PendingInvoice[]>; readonly references: Set<string> } | undefined;

  /** @throws IntegrityError `JOURNAL_CORRUPT` */
  apply(line: JournalEntry): void {
    const entry = readOnlineEntry(line);
    switch (entry?.type) {
      case 'run-started':
        this.started ??= entry;
        break;
      case 'session-opened':
        this.openSessions.set(entry.session, entry.systemCode);
        break;
      case 'session-closed':
        this.openSessions.delete(entry.session);
        break;
      case 'invoice-sending': {
        const { id, hash, session } = entry;
        this.nextId = Math.max(this.nextId, id + 1);
        this.#pending.set(id, sendingTo(session, { id, hash }, this.#pending.get(id)));
        break;
      }
      case 'invoice-sent': {
        const { id, session, reference: referenceNumber, sends } = entry;
        const left = this.#pending.get(id);
        if (left !== undefined) this.#pending.set(id, { ...left, session, referenceNumber, sends });
        break;
      }
      case 'invoice-finished':
        this.#pending.delete(entry.id);
        this.#finished.add(entry.hash, entry.id, entry.result);
    }
  }

  /** What is known of an input with these bytes. Several are returned in the order in which they were given before. */
  take(hash: string): { finished?: FinishedInvoice | undefined; pending?: PendingInvoice } {
    this.#waiting ??= this.#sortPending();
    const waiting = this.#waiting.byHash.get(hash);
    const [pending] = waiting ?? [];
    const finishedId = this.#finished.nextId(hash);
    if (pending === undefined || (finishedId ?? Number.POSITIVE_INFINITY) < pending.id)
      return { finished: this.#finished.take(hash) };
    waiting?.shift();
    this.#pending.delete(pending.id);
    return { pending };
  }

  /** An input that was taken, but whose outcome is still unknown: the next input with its bytes gets it. */
  putBack(pending: PendingInvoice): void {
    const { id, hash, referenceNumber } = pending;
    this.#pending.set(id, pending);
    this.#waiting ??= this.#sortPending();
    const { byHash, references } = this.#waiting;
    const others = (byHash.get(hash) ?? []).filter((other) => other.id !== id);
    byHash.set(
      hash,
      [...others, pending].sort((one, other) => one.id - other.id),
    );
    if (referenceNumber !== undefined) references.add(referenceNumber);
  }

  /** Whether an input, or a look-up, already uses this invoice of a session. */
  hasReference(referenceNumber: string): boolean {
    return this.#waiting?.references.has(referenceNumber) ?? false;
  }

  addReference(referenceNumber: string): void {
    this.#waiting?.references.add(referenceNumber);
  }

  /** How many unfinished inputs no source has given again. */
  get unclaimed(): number {
    return this.#pending.size;
  }

  /** A look-up must not mistake the result of another input with the same bytes for its own. */
  #sortPending() {
    const byHash = new Map<string, PendingInvoice[]>();
    const references = new Set<string>();
    const inOrder = [...this.#pending.values()].sort((one, other) => one.id - other.id);
    for (const one of inOrder) {
      byHash.set(one.hash, [...(byHash.get(one.hash) ?? []), one]);
      if (one.referenceNumber !== undefined) references.add(one.referenceNumber);
      for (const reference of this.#finished.references(one.hash)) references.add(reference);
    }
    return { byHash, references };
  }
}
