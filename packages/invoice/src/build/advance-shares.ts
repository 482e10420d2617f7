import Big from 'big.js';
import type { InvoiceData } from '../data/invoice-data.js';
import type { InvoiceLine, OrderLine } from '../data/line.js';
import { decimal } from '../money/decimals.js';
import { lineAmounts, vatOnNet } from '../money/line-amounts.js';
import { percentOf } from '../money/rate-groups.js';
import { missingTotals } from './totals-problems.js';

/**
 * Each advance payment is split over the rates of its order by their gross values, as if it were lines in gross prices.
 * Source: VAT act, art. 106f(1)(3).
 */
export function sharesOfAdvances({ order, advancePayments = [] }: InvoiceData): InvoiceLine[] {
  const weights = weightsOf(order?.lines ?? []);
  const whole = weights.reduce((sum, { gross }) => sum.plus(gross), new Big(0));
  if (whole.eq(0)) throw missingTotals('ZAL');
  return advancePayments.flatMap(({ amount, exchangeRate }, index) => {
    let left = decimal(amount, `advancePayments[${index}].amount`);
    const paid = left;
    return weights.map(({ line, gross }, at) => {
      // Rounding must not lose a grosz: the last share takes the rest.
      const share = at === weights.length - 1 ? left : paid.times(gross).div(whole).round(2, Big.roundHalfUp);
      left = left.minus(share);
      return { rate: line.rate, ossRate: line.ossRate, gross: share.toFixed(2), exchangeRate };
    });
  });
}

/** The gross value of each rate of an order, after a correction. */
function weightsOf(lines: readonly OrderLine[]): { line: OrderLine; gross: Big }[] {
  const byRate = new Map<string, { line: OrderLine; gross: Big }>();
  for (const [index, line] of lines.entries()) {
    const path = `order.lines[${index}]`;
    const { value, vat } = lineAmounts(line, path);
    if (value === undefined || line.isBefore === true) continue;
    const key = `${line.rate} ${line.ossRate === undefined ? '' : Number(percentOf(line))}`;
    const gross = value.plus(vat ?? vatOnNet(value, line)).plus(byRate.get(key)?.gross ?? 0);
    byRate.set(key, { line, gross });
  }
  return [...byRate.values()];
}
