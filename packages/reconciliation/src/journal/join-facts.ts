import type { JournalFact } from './read-journal.js';

const weights: Readonly<Record<JournalFact['status'], number>> = {
  accepted: 4,
  duplicate: 3,
  rejected: 2,
  sent: 1,
  batch: 0,
};

/** What two lines say of the same bytes, together: KSeF's word counts more than that something was sent. */
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
