import type { XmlElement } from '@ksef/forms/xml';
import Big from 'big.js';
import { textAt } from './elements.js';

const decimal = /^-?\d{1,30}(?:\.\d{1,30})?$/;

/** The exact decimal at a path of names; undefined if it is missing or not a decimal number. */
export function amountAt(element: XmlElement, ...way: readonly string[]): Big | undefined {
  return amountOf(textAt(element, ...way));
}

/** A text as an exact decimal; undefined if it is not one. */
export function amountOf(text: string): Big | undefined {
  return decimal.test(text) ? new Big(text) : undefined;
}

/** A sum of amounts. Missing ones count as zero. */
export function sumOf(amounts: Iterable<Big | undefined>): Big {
  let sum = new Big(0);
  for (const amount of amounts) if (amount !== undefined) sum = sum.plus(amount);
  return sum;
}
