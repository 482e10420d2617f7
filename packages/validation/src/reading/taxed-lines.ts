import type { XmlElement } from '@ksef/forms/xml';
import Big from 'big.js';
import { type RateGroup, sumLines, tolerance } from './rate-groups.js';

/** What the lines of a group of rates say of its tax. */
export interface TaxedLines {
  readonly count: number;
  /** Each line at its own rate; undefined unless the lines add up to the net sum. */
  readonly tax: Big | undefined;
  /** Rates of the lines, in percent. */
  readonly percents: readonly number[];
  /** Whether the net value of no rate changes: so in a correction of the tax alone, or of texts. */
  readonly isZero: boolean;
}

/**
 * The tax of a group, line by line. Rates share a group: a correction that takes back 100.00 at 8 % and adds 100.00 at 7 %
 * has the net sum 0.00 and the tax -1.00, which is no percentage of that sum.
 */
export function readTaxedLines(fa: XmlElement, { rates }: RateGroup, netSum: Big): TaxedLines {
  const sums = rates
    .map((rate) => ({ percent: Number(rate), ...sumLines(fa, [rate]) }))
    .filter(({ count }) => count > 0);
  const count = sums.reduce((all, one) => all + one.count, 0);
  const total = sums.reduce((all, one) => all.plus(one.sum), new Big(0));
  const explains =
    count > 0 &&
    sums.every(({ isComplete }) => isComplete) &&
    total.minus(netSum).abs().lte(tolerance(count));
  return {
    count,
    tax: explains
      ? sums.reduce((all, { sum, percent }) => all.plus(taxOf(sum, percent)), new Big(0))
      : undefined,
    percents: sums.map(({ percent }) => percent),
    isZero: sums.every(({ sum }) => sum.eq(0)),
  };
}

/** The tax of a net value, not rounded. */
export function taxOf(net: Big, percent: number): Big {
  return net.times(percent).div(100);
}
