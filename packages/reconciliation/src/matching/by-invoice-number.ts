import type { Keyed } from '../spool/index.js';
import type { Candidate } from './candidate.js';

/**
 * More with the same role, seller and number are matched in the order in which they come: KSeF allows one for each type of
 * invoice, and books with more of them have another column in that place.
 */
const mostHeld = 1_000;

/** The key by which rows are sorted in the end: role, seller, number. */
export function keyByInvoice({ subjectType, ksef, book, journal }: Candidate, ownNip: string): string {
  const bookSeller = subjectType === 'Subject1' ? ownNip : book?.nip;
  const seller = ksef?.sellerNip ?? plain(bookSeller ?? '').replace(/^PL(?=\d{10}$)/, '');
  const number = plain(ksef?.invoiceNumber ?? book?.number ?? '');
  return [subjectType, seller, number, journal?.ksefNumber ?? ''].slice(0, number === '' ? 4 : 3).join('\0');
}

/** Pairs invoices and rows of the books that have the same key: first those of the same amount, then in order. */
export async function* matchByInvoice(sorted: AsyncIterable<Keyed<Candidate>>): AsyncGenerator<Candidate> {
  let key: string | undefined;
  let group: Candidate[] = [];
  for await (const { key: next, item } of sorted) {
    if (next !== key || group.length >= mostHeld) {
      yield* paired(group);
      group = [];
    }
    key = next;
    group.push(item);
  }
  yield* paired(group);
}

function* paired(group: readonly Candidate[]): Generator<Candidate> {
  const free = new Set(group.filter(({ ksef, book }) => ksef !== undefined && book === undefined));
  const rows = new Set(group.filter(({ ksef, book, isBookedTwice }) => !ksef && book && !isBookedTwice));
  const isBooked = free.size < group.filter(({ ksef }) => ksef !== undefined).length;
  yield* group.filter((one) => !free.has(one) && !rows.has(one));
  const left: Candidate[] = [];
  for (const row of rows) {
    const match = [...free].find(({ ksef }) => ksef?.gross === row.book?.gross);
    if (match === undefined) left.push(row);
    else {
      free.delete(match);
      yield { ...match, book: row.book };
    }
  }
  const hadInvoices = isBooked || left.length < rows.size || free.size > 0;
  for (const row of left) {
    const [match] = free;
    if (match === undefined) yield hadInvoices ? { ...row, isBookedTwice: true } : row;
    else {
      free.delete(match);
      yield { ...match, book: row.book };
    }
  }
  yield* free;
}

/** Without differences in spaces and case. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
}
