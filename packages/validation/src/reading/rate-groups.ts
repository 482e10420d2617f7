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
  /** Rates in percent that the tax may have been worked out with. */
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

/** What the lines of a rate add up to. */
export interface LineSum {
  readonly sum: Big;
  /** Lines that were added: each may have been rounded by itself. */
  readonly count: number;
  /** False where a line has no amount, so that nothing can be said. */
  readonly isComplete: boolean;
}

/**
 * The net values of all lines of some rates. Of a correction the state before (`StanPrzed`) counts against the state
 * after. A gross line's net value is worked out from its tax or its rate.
 */
export function sumLines(fa: XmlElement, rates: readonly string[]): LineSum {
  let sum = new Big(0);
  let count = 0;
  let isComplete = true;
  for (const line of findAll(fa, 'FaWiersz')) {
    if (!rates.includes(textAt(line, 'P_12'))) continue;
    const net = netOf(line);
    if (net === undefined) isComplete = false;
    else sum = isMarked(line, 'StanPrzed') ? sum.minus(net) : sum.plus(net);
    count++;
  }
  return { sum, count, isComplete };
}

function netOf(line: XmlElement): Big | undefined {
  const net = amountAt(line, 'P_11');
  if (net !== undefined) return net;
  const gross = amountAt(line, 'P_11A');
  if (gross === undefined) return undefined;
  const tax = amountAt(line, 'P_11Vat');
  if (tax !== undefined) return gross.minus(tax);
  const rate = textAt(line, 'P_12');
  const percent = /^\d{1,2}$/.test(rate) ? Number(rate) : 0;
  return gross.times(100).div(100 + percent);
}

/** One grosz for each line that may have been rounded by itself, and one for the total. */
export function tolerance(lines: number): Big {
  return new Big(lines + 1).times('0.01');
}

/** Whether the sums of an invoice follow from its lines: not those of a settlement, which leaves advances out. */
export function hasSumsOfLines(fa: XmlElement): boolean {
  const kind = textAt(fa, 'RodzajFaktury');
  const isSettlement = kind === 'ROZ' || kind === 'KOR_ROZ';
  return !isSettlement && find(fa, 'FaWiersz') !== undefined;
}
