import { type JournalFact, joinFacts } from '../journal/index.js';
import type { Keyed } from '../spool/index.js';
import type { Candidate } from './candidate.js';

/** What is sorted by hash: invoices of KSeF, and lines of journals. */
export type ByHash = { readonly candidate: Candidate } | { readonly fact: JournalFact };

/** Joins KSeF's invoices with their journal lines, and finds journal lines without an invoice in KSeF. */
export async function* matchByHash(sorted: AsyncIterable<Keyed<ByHash>>): AsyncGenerator<ByHash> {
  let hash: string | undefined;
  let fact: JournalFact | undefined;
  let invoices: Candidate[] = [];
  const finished = function* (): Generator<ByHash> {
    for (const invoice of invoices) yield { candidate: { ...invoice, journal: fact } };
    if (invoices.length === 0 && fact !== undefined) yield { fact };
    invoices = [];
    fact = undefined;
  };
  for await (const { key, item } of sorted) {
    if (key !== hash) yield* finished();
    hash = key;
    // The number of roles of an invoice.
    if ('candidate' in item) invoices.push(item.candidate);
    else fact = joinFacts(fact, item.fact);
  }
  yield* finished();
}
