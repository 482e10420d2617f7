import { IntegrityError } from '@ksef/core';
import type { Outage } from '../latarnia/index.js';
import type { IssueMode } from './issued-invoice.js';
import type { OutboxEntry } from './outbox-journal.js';

/** A piece of a file, Base64: journal lines have a maximum length. */
export interface ContentEntry extends OutboxEntry {
  readonly type: 'offline-content';
  readonly hash: string;
  readonly part: number;
  readonly data: string;
}

/** Written last, after the invoice's content: from here on the invoice is issued. */
export interface IssuedEntry extends OutboxEntry {
  readonly type: 'offline-issued';
  readonly hash: string;
  readonly parts: number;
  readonly name?: string | undefined;
  readonly mode: IssueMode;
  readonly issueDate: string;
  readonly sellerNip: string;
  readonly invoiceNumber: string;
  readonly outage?: string | undefined;
  readonly invoiceLink?: string | undefined;
  readonly certificateLink?: string | undefined;
  readonly at: string;
}

/** Written after the content of a technical correction, before that is sent. */
export interface CorrectedEntry extends OutboxEntry {
  readonly type: 'offline-corrected';
  /** Hash of the issued invoice. */
  readonly hash: string;
  readonly correction: string;
  readonly parts: number;
  readonly at: string;
}

export interface AcceptedEntry extends OutboxEntry {
  readonly type: 'offline-accepted';
  readonly hash: string;
  readonly ksefNumber: string;
  readonly at: string;
}

export interface RefusedEntry extends OutboxEntry {
  readonly type: 'offline-refused';
  readonly hash: string;
  /** The rejected file: the invoice, or a correction. */
  readonly refused: string;
  readonly code?: number | undefined;
  readonly reason: string;
  readonly canCorrect: boolean;
  readonly at: string;
}

/** The known facts of an outage on which deadlines depend. A later line replaces them. */
export interface OutageEntry extends OutboxEntry {
  readonly type: 'outage-seen';
  readonly outage: Outage;
  readonly at: string;
}

/** KSeF's status of the Offline certificate. */
export interface CertificateEntry extends OutboxEntry {
  readonly type: 'certificate-checked';
  readonly serialNumber: string;
  readonly status: string;
  readonly at: string;
}

export type KnownEntry =
  | ContentEntry
  | IssuedEntry
  | CorrectedEntry
  | AcceptedEntry
  | RefusedEntry
  | OutageEntry
  | CertificateEntry;

const members: Readonly<Record<KnownEntry['type'], Readonly<Record<string, string>>>> = {
  'offline-content': { hash: 'string', part: 'number', data: 'string' },
  'offline-issued': { hash: 'string', parts: 'number', mode: 'string', issueDate: 'string', at: 'string' },
  'offline-corrected': { hash: 'string', correction: 'string', parts: 'number' },
  'offline-accepted': { hash: 'string', ksefNumber: 'string' },
  'offline-refused': { hash: 'string', refused: 'string', reason: 'string', canCorrect: 'boolean' },
  'outage-seen': { outage: 'object', at: 'string' },
  'certificate-checked': { serialNumber: 'string', status: 'string', at: 'string' },
};

/** The entry if it belongs to an outbox; undefined for others. @throws IntegrityError `JOURNAL_CORRUPT` */
export function readOutboxEntry(entry: OutboxEntry): KnownEntry | undefined {
  if (!Object.hasOwn(members, entry.type)) return undefined;
  for (const [member, type] of Object.entries(members[entry.type as KnownEntry['type']])) {
    const value = entry[member];
    if (typeof value !== type || value === null)
      throw corruptOutbox(`an entry ${entry.type} has no ${member}`);
  }
  return entry as KnownEntry;
}

/** The error for a corrupt journal of the outbox. */
export function corruptOutbox(what: string): IntegrityError {
  return new IntegrityError(
    `The outbox's journal is corrupt: ${what}. Send the issued invoices from your own copies, through a sender with its own journal.`,
    { code: 'JOURNAL_CORRUPT' },
  );
}
