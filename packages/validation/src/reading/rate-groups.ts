import type { XmlElement } from '@ksef/forms/xml';
import Big from 'big.js';
import { amountAt } from './amounts.js';
import { find, findAll, isMarked, textAt } from './elements.js';

/** The sums of one rate on an invoice, and the rates that belong to them. */
export interface RateGroup {
  readonly net: string;
  readonly tax?: string;
  /** Rates of lines (`P_12`). */
  readonly rates: readonly string[];
  /** Rates in percent that the tax may have been calculated with. */
  readonly percents: readonly number[];
}

// Source: FA(3) brochure, P_13_1 to P_13_11.
export const rateGroups: readonly RateGroup[] = [
  { net: 'P_13_1', tax: 'P_14_1', rates: ['23', '22'], percents: [22, 23] },
  { net: 'P_13_2', tax: 'P_14_2', rates: ['8', '7'], percents: [7, 8] },
  { net: 'P_13_3', tax: 'P_14_3', rates: ['5'], percents: [5] },
  { net: 'P_13_4', tax: 'P_14_4', rates: ['4', '3'], percents: [3, 4] },
  { net: 'P_13_6_1', rates: ['0 KR'], percents: [] },
  { net: 'P_13_6_2', rates: ['0 WDT'], percents: [] },
  { net: 'P_13_6_3', rates: ['0 EX'], percents: [] },
  { net: 'P_13_7', rates: ['zw'], percents: [] },
  { net: 'P_13_8', rates: ['np I'], percents: [] },
  { net: 'P_13_9', rates: ['np II'], percents: [] },
  { net: 'P_13_10', rates: ['oo'], percents: [] },
];

/** The sums of the lines of a rate. */
export interface LineSum {
  readonly sum: Big;
  /** The number of added lines: each may have been rounded separately. */
  readonly count: number;
  /** False if a line has no amount, so that nothing can be concluded. */
  readonly isComplete: boolean;
}

const nothing: LineSum = { sum: new Big(0), count: 0, isComplete: true };

/** By the element `Fa`: several rules need the same sums. */
const known = new WeakMap<XmlElement, ReadonlyMap<string, LineSum>>();

/**
 * The net values of all lines of a rate. In a correction, the state before (`StanPrzed`) is subtracted. A gross line's
 * net value is calculated from its tax or its rate.
 */
export function sumLines(fa: XmlElement, rate: string): LineSum {
  let sums = known.get(fa);
  if (sums === undefined) {
    sums = sumByRate(fa);
    known.set(fa, sums);
  }
  return sums.get(rate) ?? nothing;
}

/** The same of several rates. */
export function sumLinesOf(fa: XmlElement, rates: readonly string[]): LineSum {
  let sum = nothing;
  for (const rate of rates) sum = add(sum, sumLines(fa, rate));
  return sum;
}

function add(one: LineSum, other: LineSum): LineSum {
  if (other.count === 0) return one;
  if (one.count === 0) return other;
  return {
    sum: one.sum.plus(other.sum),
    count: one.count + other.count,
    isComplete: one.isComplete && other.isComplete,
  };
}

function sumByRate(fa: XmlElement): ReadonlyMap<string, LineSum> {
  const sums = new Map<string, LineSum>();
  for (const line of findAll(fa, 'FaWiersz')) {
    const rate = textAt(line, 'P_12');
    const net = netOf(line, rate);
    const value = net !== undefined && isMarked(line, 'StanPrzed') ? net.neg() : net;
    const one: LineSum = { sum: value ?? nothing.sum, count: 1, isComplete: value !== undefined };
    sums.set(rate, add(sums.get(rate) ?? nothing, one));
  }
  return sums;
}

function netOf(line: XmlElement, rate: string): Big | undefined {
  const net = amountAt(line, 'P_11');
  if (net !== undefined) return net;
  const gross = amountAt(line, 'P_11A');
  if (gross === undefined) return undefined;
  const tax = amountAt(line, 'P_11Vat');
  if (tax !== undefined) return gross.minus(tax);
  const percent = /^\d{1,2}$/.test(rate) ? Number(rate) : 0;
  return gross.times(100).div(100 + percent);
}

const grosz = new Big('0.01');

/** One grosz for each line that may have been rounded separately, and one for the total. */
export function tolerance(lines: number): Big {
  return grosz.times(lines + 1);
}

/** Whether two amounts are the same within the tolerance. */
export function isNear(one: Big, other: Big, lines: number): boolean {
  return one.eq(other) || one.minus(other).abs().lte(tolerance(lines));
}

/** Whether the sums of an invoice follow from its lines. Those of a settlement do not, because it excludes advances. */
export function hasSumsOfLines(fa: XmlElement): boolean {
  const kind = textAt(fa, 'RodzajFaktury');
  const isSettlement = kind === 'ROZ' || kind === 'KOR_ROZ';
  return !isSettlement && find(fa, 'FaWiersz') !== undefined;
}
