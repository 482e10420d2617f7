import type { Decimal } from './decimal.js';

/**
 * The groups into which the form sums up rates: `standard` (23%, 22%), `reduced1` (8%, 7%), `reduced2` (5%), `taxi` (4%,
 * 3%), `oss`, `zeroDomestic`, `zeroIntraEu`, `zeroExport`, `exempt`, `outsidePoland` (np I), `servicesArt100` (np II),
 * `reverseCharge` (oo), `margin`; `flatRateRefund` of FA_RR, when read.
 */
export type RateGroupName =
  | 'standard'
  | 'reduced1'
  | 'reduced2'
  | 'taxi'
  | 'oss'
  | 'zeroDomestic'
  | 'zeroIntraEu'
  | 'zeroExport'
  | 'exempt'
  | 'outsidePoland'
  | 'servicesArt100'
  | 'reverseCharge'
  | 'margin'
  | 'flatRateRefund';

/** The sums of one group of rates. */
export interface RateTotal {
  readonly group: RateGroupName;
  readonly net: Decimal;
  readonly vat?: Decimal | undefined;
  /** The tax in PLN, of an invoice in another currency. */
  readonly vatInPln?: Decimal | undefined;
}

/** The sums of an invoice. */
export interface Totals {
  readonly rates: readonly RateTotal[];
  /** Total amount due (`P_15`). */
  readonly gross: Decimal;
}
