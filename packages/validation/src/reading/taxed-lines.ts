import type { XmlElement } from '@ksef/forms/xml';
import Big from 'big.js';
import { isNear, type RateGroup, sumLines, sumLinesOf } from './rate-groups.js';

const nothing = new Big(0);

/** What the lines of a group of rates show about its tax. */
export interface TaxedLines {
  readonly count: number;
  /** Each line at its own rate; undefined unless the lines add up to the net sum. */
  readonly tax: Big | undefined;
  /** Rates of the lines, in percent. */
  readonly percents: readonly number[];
  /** Whether the net value of no rate changes, as in a correction of only the tax or texts. */
  readonly isZero: boolean;
}

/**
 * The tax of a group, line by line. Rates share a group: a correction that takes back 100.00 at 8 % and adds 100.00 at 7 %
 * has the net sum 0.00 and the tax -1.00, which is no percentage of that sum.
 */
export function readTaxedLines(fa: XmlElement, { rates }: RateGroup, netSum: Big): TaxedLines {
  const { sum, count, isComplete } = sumLinesOf(fa, rates);
  const explains = count > 0 && isComplete && isNear(sum, netSum, count);
  const percents: number[] = [];
  let tax = nothing;
  let isZero = true;
  for (const rate of rates) {
    const one = sumLines(fa, rate);
    if (one.count === 0) continue;
    const percent = Number(rate);
    percents.push(percent);
    if (explains) tax = tax.plus(taxOf(one.sum, percent));
    isZero &&= one.sum.eq(nothing);
  }
  return { count, tax: explains ? tax : undefined, percents, isZero };
}

const hundredth = new Big('0.01');

/** The tax of a net value, not rounded. */
export function taxOf(net: Big, percent: number): Big {
  return net.times(percent).times(hundredth);
}
