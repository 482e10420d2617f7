import type { InvoiceSubjectType } from '@ksef/export';
import type { CheckedBookRow } from '../books/index.js';
import type { JournalFact } from '../journal/index.js';
import type { KsefInvoice } from '../ksef/index.js';

/** What is known of one invoice so far; at the end one of the rows. */
export interface Candidate {
  readonly subjectType: InvoiceSubjectType;
  readonly ksef?: KsefInvoice | undefined;
  readonly journal?: JournalFact | undefined;
  readonly book?: CheckedBookRow | undefined;
  /** The row of the books is one of several for this invoice; another one has been matched. */
  readonly isBookedTwice?: boolean | undefined;
}
