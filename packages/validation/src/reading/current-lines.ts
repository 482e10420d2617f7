import type { XmlElement } from '@ksef/forms/xml';
import { amountAt } from './amounts.js';
import { findAll, isMarked, textAt } from './elements.js';

/**
 * Lines that hold. A correction also has lines that it takes back: the state before it (`StanPrzed`), or negative
 * differences. What is wrong with those may be what the correction is for.
 */
export function currentLines(fa: XmlElement): XmlElement[] {
  const lines = findAll(fa, 'FaWiersz');
  if (!textAt(fa, 'RodzajFaktury').startsWith('KOR')) return lines;
  return lines.filter((line) => !isMarked(line, 'StanPrzed') && !isNegative(line));
}

function isNegative(line: XmlElement): boolean {
  return ['P_8B', 'P_11', 'P_11A'].some((name) => amountAt(line, name)?.lt(0));
}
