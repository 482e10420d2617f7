import type { Decimal } from './decimal.js';
import type { AddressInput, Identity } from './party.js';

/** Which invoice is corrected: by its KSeF number, or marked as issued outside KSeF. */
export interface CorrectedInvoice {
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** Omitted for an invoice that was issued outside KSeF. */
  readonly ksefNumber?: string | undefined;
}

/** What a correction corrects, and why. */
export interface Correction {
  readonly reason?: string | undefined;
  /** When it takes effect: 1 with the original, 2 on its own date, 3 on other dates. */
  readonly effect?: 1 | 2 | 3 | undefined;
  readonly originals: readonly CorrectedInvoice[];
  /** For a discount of a period. */
  readonly period?: string | undefined;
  /** The correct number, if the number of the original was wrong. */
  readonly correctNumber?: string | undefined;
  /** The seller's data on the original, if they change. */
  readonly seller?:
    | {
        readonly nip: string;
        readonly name: string;
        readonly address: AddressInput;
        readonly vatPrefix?: string | undefined;
      }
    | undefined;
  /** Buyers' data on the original, if they change. */
  readonly buyers?:
    | readonly (Identity & {
        readonly address?: AddressInput | undefined;
        readonly key?: string | undefined;
      })[]
    | undefined;
  /** The amount before the correction of an advance or settlement (`P_15ZK`). */
  readonly amountBefore?: Decimal | undefined;
  readonly exchangeRateBefore?: Decimal | undefined;
}
