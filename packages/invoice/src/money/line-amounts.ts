import type Big from 'big.js';
import type { InvoiceLine } from '../data/line.js';
import { decimal, toGrosze } from './decimals.js';
import { percentOf } from './rate-groups.js';

/** The amounts of one line: the given ones, and those that follow from them. */
export interface LineAmounts {
  /** Whether the line is in gross prices. */
  readonly isGross: boolean;
  /** Net value of a net line, gross value of a gross one; undefined if the line has no amounts. */
  readonly value: Big | undefined;
  /** Tax that the line itself states. */
  readonly vat: Big | undefined;
}

/**
 * A line's value: given, or quantity × (price minus discount), rounded to grosze. Source: VAT act, art. 106e(1)(11),
 * (7), (8); that P_10 applies to one unit: the ministry's samples with a discount.
 */
export function lineAmounts(line: InvoiceLine, path: string): LineAmounts {
  if (line.ossRate !== undefined) decimal(line.ossRate, `${path}.ossRate`);
  const isGross = line.grossPrice !== undefined || (line.gross !== undefined && line.net === undefined);
  const [stated, price] = isGross ? [line.gross, line.grossPrice] : [line.net, line.netPrice];
  const vat = line.vat === undefined ? undefined : decimal(line.vat, `${path}.vat`);
  if (stated !== undefined)
    return { isGross, value: decimal(stated, `${path}.${isGross ? 'gross' : 'net'}`), vat };
  if (price === undefined) return { isGross, value: undefined, vat };
  const unit = decimal(price, `${path}.${isGross ? 'grossPrice' : 'netPrice'}`);
  const quantity = decimal(line.quantity ?? 1, `${path}.quantity`);
  const discount = decimal(line.discount ?? 0, `${path}.discount`);
  return { isGross, value: toGrosze(unit.minus(discount).times(quantity)), vat };
}

/** Tax on a net value. */
export function vatOnNet(net: Big, line: Pick<InvoiceLine, 'rate' | 'ossRate'>): Big {
  return net.times(percentOf(line)).div(100);
}

/** Tax inside a gross value. */
export function vatInGross(gross: Big, line: Pick<InvoiceLine, 'rate' | 'ossRate'>): Big {
  const percent = decimal(percentOf(line), 'rate');
  return gross.times(percent).div(percent.plus(100));
}
