import type { InvoiceData } from '../data/invoice-data.js';
import type { InvoiceLine } from '../data/line.js';
import type { Buyer, Seller } from '../data/party.js';
import type { Totals } from '../data/totals.js';

/** What a correction changes. */
export interface InvoiceChange {
  /** The correction's own number. */
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly reason?: string | undefined;
  /** When it has effect: 1 with the original, 2 on its own date, 3 on other dates. */
  readonly effect?: 1 | 2 | 3 | undefined;
  /** The KSeF number of the original. Leave it out only if the original was issued outside KSeF. */
  readonly ksefNumber?: string | undefined;
  /**
   * All lines as they are from now on; a line that is missing was removed. A line is matched with that of its `number`,
   * or without one with that of its id or name, or of its place. Default: as before.
   */
  readonly lines?: readonly InvoiceLine[] | undefined;
  /** The order of an advance invoice as it is from now on. Default: as before. */
  readonly order?: InvoiceData['order'];
  /** The payments of an advance invoice as they are from now on. Default: as before. */
  readonly advancePayments?: InvoiceData['advancePayments'];
  /** Totals of the invoice from now on, if they do not follow from its lines. Default: worked out. */
  readonly totals?: Totals | undefined;
  /** The buyer from now on. A NIP cannot be corrected: correct to zero and issue a new invoice. */
  readonly buyer?: Buyer | undefined;
  /** The seller from now on, with the same NIP. */
  readonly seller?: Seller | undefined;
  /**
   * How changed lines are shown: each before and after (`beforeAfter`), or by their differences (`difference`). Both are
   * lawful. Orders are always shown before and after. Default `beforeAfter`.
   */
  readonly method?: 'beforeAfter' | 'difference' | undefined;
}

/** The amounts and lines of a correction. */
export type CorrectedAmounts = Pick<InvoiceData, 'lines' | 'order' | 'totals' | 'supplyDate'> & {
  readonly amountBefore?: string;
};
