import type { CheckedBookRow } from '../books/index.js';
import type { JournalFact } from '../journal/index.js';
import type { Keyed } from '../spool/index.js';
import type { Candidate } from './candidate.js';

/** What is sorted by KSeF number. Within a number, invoices come first, rows of books last. */
export type ByNumber =
  | { readonly candidate: Candidate }
  | { readonly fact: JournalFact }
  | { readonly book: CheckedBookRow };

/** The key of {@link ByNumber}. */
export function keyByNumber(ksefNumber: string, kind: 'candidate' | 'fact' | 'book'): string {
  return `${ksefNumber} ${{ candidate: 0, fact: 1, book: 2 }[kind]}`;
}

/**
 * Joins entries with the same KSeF number: invoices with their rows of the books. The rest is passed on, like entries
 * without a number.
 */
export async function* matchByNumber(sorted: AsyncIterable<Keyed<ByNumber>>): AsyncGenerator<ByNumber> {
  let number: string | undefined;
  let fact: JournalFact | undefined;
  const invoices = new Map<string, Candidate>();
  const finished = function* (): Generator<ByNumber> {
    for (const candidate of invoices.values()) yield { candidate };
    if (invoices.size === 0 && fact !== undefined) yield { fact };
    invoices.clear();
    fact = undefined;
  };
  for await (const { key, item } of sorted) {
    const current = key.slice(0, -2);
    if (current !== number) yield* finished();
    number = current;
    if (current === '') yield item;
    else if ('candidate' in item) {
      const { subjectType } = item.candidate;
      // Pages and packages may give one twice.
      if (!invoices.has(subjectType)) invoices.set(subjectType, item.candidate);
    } else if ('fact' in item) {
      // Its hash differs from KSeF's, or it would have been found before.
      fact = item.fact;
      for (const [role, invoice] of invoices)
        if (invoice.journal === undefined) invoices.set(role, { ...invoice, journal: fact });
    } else yield* bookOf(item.book, invoices);
  }
  yield* finished();
}

function* bookOf(book: CheckedBookRow, invoices: Map<string, Candidate>): Generator<ByNumber> {
  const { subjectType } = book;
  const invoice = invoices.get(subjectType);
  if (invoice === undefined) yield { book };
  else if (invoice.book === undefined) invoices.set(subjectType, { ...invoice, book });
  else yield { candidate: { subjectType, book, isBookedTwice: true } };
}
