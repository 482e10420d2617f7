import type { FinishedInvoice } from '../../invoice/index.js';
import { type JournalEntry, journalCorrupt } from '../../journal/index.js';

/** The environment and context of a run. It can be resumed only for the same ones. */
export interface RunStarted extends JournalEntry {
  readonly type: 'run-started';
  readonly environment: string;
  /** `Nip:…`; empty when the client, not the call, was bound to a context. */
  readonly context: string;
}

export interface SessionOpened extends JournalEntry {
  readonly type: 'session-opened';
  readonly session: string;
  readonly validUntil: string;
  readonly systemCode: string;
}

export interface SessionClosed extends JournalEntry {
  readonly type: 'session-closed';
  readonly session: string;
}

/** Written before an invoice is sent. `id` links all entries of one input. */
export interface InvoiceSending extends JournalEntry {
  readonly type: 'invoice-sending';
  readonly id: number;
  readonly hash: string;
  readonly session: string;
  readonly at: string;
  /** For people who read the journal. */
  readonly name?: string | undefined;
  readonly index: number;
}

/** KSeF has it, but has not processed it yet. */
export interface InvoiceSent extends JournalEntry {
  readonly type: 'invoice-sent';
  readonly id: number;
  readonly session: string;
  readonly reference: string;
  readonly sends: number;
}

export interface InvoiceFinished extends JournalEntry {
  readonly type: 'invoice-finished';
  readonly id: number;
  readonly hash: string;
  readonly result: FinishedInvoice;
}

/** The entries of online sending. */
export type OnlineEntry =
  | RunStarted
  | SessionOpened
  | SessionClosed
  | InvoiceSending
  | InvoiceSent
  | InvoiceFinished;

const members: Readonly<Record<OnlineEntry['type'], Readonly<Record<string, string>>>> = {
  'run-started': { environment: 'string', context: 'string' },
  'session-opened': { session: 'string', systemCode: 'string' },
  'session-closed': { session: 'string' },
  'invoice-sending': { id: 'number', hash: 'string', session: 'string', at: 'string' },
  'invoice-sent': { id: 'number', session: 'string', reference: 'string', sends: 'number' },
  'invoice-finished': { id: 'number', hash: 'string', result: 'object' },
};

/** The entry if it belongs to online sending; undefined for others. @throws IntegrityError `JOURNAL_CORRUPT` */
export function readOnlineEntry(entry: JournalEntry): OnlineEntry | undefined {
  if (!Object.hasOwn(members, entry.type)) return undefined;
  for (const [member, type] of Object.entries(members[entry.type as OnlineEntry['type']])) {
    if (typeof entry[member] !== type || entry[member] === null)
      throw journalCorrupt(`an entry ${entry.type} has no ${member}`);
  }
  const online = entry as OnlineEntry;
  if (online.type === 'invoice-finished') checkFinished(online.result);
  return online;
}

/** The members that the types of results promise. */
function checkFinished(result: Partial<FinishedInvoice>): void {
  const { status, ksefNumber, ksefStatus, sessionReferenceNumber, referenceNumber } = result;
  const isWhole =
    (status === 'accepted' && typeof ksefNumber === 'string') ||
    status === 'duplicate' ||
    (status === 'rejected' &&
      typeof ksefStatus?.code === 'number' &&
      typeof sessionReferenceNumber === 'string' &&
      typeof referenceNumber === 'string');
  if (!isWhole) throw journalCorrupt(`an entry invoice-finished has no whole result (${status})`);
}
