import type { InvoiceData } from '../data/invoice-data.js';
import type { InvoiceLine } from '../data/line.js';
import type { Buyer, Seller } from '../data/party.js';
import type { Totals } from '../data/totals.js';

/** The changes of a correction. */
export interface InvoiceChange {
  /** The correction's own number. */
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly reason?: string | undefined;
  /** When it takes effect: 1 with the original, 2 on its own date, 3 on other dates. */
  readonly effect?: 1 | 2 | 3 | undefined;
  /** The KSeF number of the original. Omit it only if the original was issued outside KSeF. */
  readonly ksefNumber?: string | undefined;
  /**
   * All lines after the correction; missing lines are removed. A line is matched by its `number`, otherwise by its id
   * or name, otherwise by its position. Default: unchanged.
   */
  readonly lines?: readonly InvoiceLine[] | undefined;
  /** The order of an advance invoice after the correction. Default: unchanged. */
  readonly order?: InvoiceData['order'];
  /** The payments of an advance invoice after the correction. Default: unchanged. */
  readonly advancePayments?: InvoiceData['advancePayments'];
  /** Totals of the invoice after the correction, if they do not follow from its lines. Default: calculated. */
  readonly totals?: Totals | undefined;
  /** The buyer after the correction. A NIP cannot be corrected: correct to zero and issue a new invoice. */
  readonly buyer?: Buyer | undefined;
  /** The seller after the correction, with the same NIP. */
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
