import type { InvoiceSubjectType } from '@ksef/export';
import type { CheckedBookRow } from '../books/index.js';
import type { JournalFact } from '../journal/index.js';
import type { KsefInvoice } from '../ksef/index.js';
import type { Candidate } from '../matching/index.js';
import { belongsInKsef, isWrongMarker, jpkMarker } from './jpk-marker.js';

/**
 * What does not agree:
 *
 * - `missing-in-ksef`: in your books or the journal, but not in KSeF's list;
 * - `missing-in-books`, `missing-in-journal`: in KSeF, but missing there;
 * - `booked-twice`: another row of the books already is this invoice;
 * - `gross`, `currency`, `date`, `nip`, `ksef-number`: the books differ from KSeF;
 * - `hash`: KSeF's bytes differ from those of the journal or of the books;
 * - `not-received`: `sync` has not delivered it yet;
 * - `jpk-marker`: the mark filed in JPK_V7 is wrong, or no longer right.
 */
export type Finding =
  | 'missing-in-ksef'
  | 'missing-in-books'
  | 'missing-in-journal'
  | 'booked-twice'
  | 'gross'
  | 'currency'
  | 'date'
  | 'nip'
  | 'ksef-number'
  | 'hash'
  | 'not-received'
  | 'jpk-marker';

/** All findings, in the order in which rows have them. */
export const findings: readonly Finding[] = [
  'missing-in-ksef',
  'missing-in-books',
  'missing-in-journal',
  'booked-twice',
  'gross',
  'currency',
  'date',
  'nip',
  'ksef-number',
  'hash',
  'not-received',
  'jpk-marker',
];

/** The journal's facts about an invoice. */
export type JournalRecord = JournalFact;

/** One invoice as recorded on all sides. */
export interface ReconciliationRow {
  /** The differences, possibly empty. */
  readonly findings: readonly Finding[];
  /** Your role. */
  readonly subjectType: InvoiceSubjectType;
  readonly ksef?: KsefInvoice | undefined;
  readonly book?: CheckedBookRow | undefined;
  readonly journal?: JournalRecord | undefined;
  /** Whether `sync` has delivered it; undefined without its checkpoint. */
  readonly isReceived?: boolean | undefined;
  /** For JPK_V7M(3): the KSeF number, `OFF`, `BFK` or `DI`; undefined where only you know. */
  readonly jpkMarker?: string | undefined;
}

/** What was compared. */
export interface Compared {
  readonly hasBooks: boolean;
  readonly hasJournal: boolean;
  isReceived(subjectType: string, ksefNumber: string, permanentStorageDate: string): boolean | undefined;
}

/** The row of an invoice. */
export function rowOf(candidate: Candidate, compared: Compared): ReconciliationRow {
  const { subjectType, ksef, book, journal } = candidate;
  const isReceived = ksef && compared.isReceived(subjectType, ksef.ksefNumber, ksef.permanentStorageDate);
  const marker = candidate.isBookedTwice ? undefined : jpkMarker(ksef?.ksefNumber, book?.mode);
  const found = new Set<Finding>();
  const note = (finding: Finding, isFound: boolean | undefined) => isFound && found.add(finding);
  note('booked-twice', candidate.isBookedTwice);
  note('missing-in-ksef', !ksef && !candidate.isBookedTwice && belongsInKsef(book?.mode));
  note('missing-in-books', ksef && !book && compared.hasBooks);
  // The journal only contains what the seller sends; others send invoices of other roles.
  note('missing-in-journal', ksef && !journal && compared.hasJournal && subjectType === 'Subject1');
  if (ksef && book) {
    const isSameCurrency = ksef.currency === book.currency;
    note('currency', !isSameCurrency);
    note('gross', isSameCurrency && ksef.gross !== book.gross);
    note('date', ksef.issueDate !== book.date);
    note('nip', isOtherParty(subjectType, ksef, book.nip));
    note('ksef-number', book.ksefNumber !== undefined && book.ksefNumber !== ksef.ksefNumber);
  }
  if (ksef) {
    const hashes = [book?.invoiceHash, journal?.invoiceHash];
    note(
      'hash',
      hashes.some((hash) => hash !== undefined && hash !== ksef.invoiceHash),
    );
  }
  note('not-received', isReceived === false);
  note('jpk-marker', isWrongMarker(book?.jpkMarker, marker));
  return {
    findings: findings.filter((finding) => found.has(finding)),
    subjectType,
    ksef,
    book,
    journal,
    isReceived,
    jpkMarker: marker,
  };
}

function isOtherParty(subjectType: InvoiceSubjectType, ksef: KsefInvoice, nip: string | undefined): boolean {
  if (nip === undefined) return false;
  const wanted = subjectType === 'Subject1' ? ksef.buyerId : ksef.sellerNip;
  const [one, other] = [plain(nip), plain(wanted ?? '')];
  // EU VAT numbers come with and without the code of their country.
  return other === '' || (one !== other && one.slice(2) !== other && one !== other.slice(2));
}

function plain(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
    .replace(/^PL(?=\d{10}$)/, '');
}
