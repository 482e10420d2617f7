import type { JournalFact } from './read-journal.js';

const weights: Readonly<Record<JournalFact['status'], number>> = {
  accepted: 4,
  duplicate: 3,
  rejected: 2,
  sent: 1,
  batch: 0,
};

/** Combines two lines about the same bytes: KSeF's result counts more than the fact that something was sent. */
export function joinFacts(one: JournalFact | undefined, other: JournalFact): JournalFact {
  if (one === undefined) return other;
  const [more, less] = weights[other.status] > weights[one.status] ? [other, one] : [one, other];
  return {
    ...more,
    ksefNumber: more.ksefNumber ?? less.ksefNumber,
    name: more.name ?? less.name,
    at: more.at ?? less.at,
  };
}
