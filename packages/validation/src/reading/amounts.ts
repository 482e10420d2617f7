import type { XmlElement } from '@ksef/forms/xml';
import Big from 'big.js';
import { textAt } from './elements.js';

const decimal = /^-?\d{1,30}(?:\.\d{1,30})?$/;

/** The exact decimal at a way of names; undefined where there is none, or no decimal number. */
export function amountAt(element: XmlElement, ...way: readonly string[]): Big | undefined {
  return amountOf(textAt(element, ...way));
}

/** A text as an exact decimal; undefined where it is none. */
export function amountOf(text: string): Big | undefined {
  return decimal.test(text) ? new Big(text) : undefined;
}

/** A sum of amounts; what is missing counts as nothing. */
export function sumOf(amounts: Iterable<Big | undefined>): Big {
  let sum = new Big(0);
  for (const amount of amounts) if (amount !== undefined) sum = sum.plus(amount);
  return sum;
}
