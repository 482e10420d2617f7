import type { XmlElement } from '@ksef/forms/xml';
import { amountAt } from './amounts.js';
import { findAll, isMarked, textAt } from './elements.js';

/**
 * The current lines. A correction also has lines that it takes back: the state before it (`StanPrzed`), or negative
 * differences. Errors in those may be what the correction fixes.
 */
export function currentLines(fa: XmlElement): XmlElement[] {
  const lines = findAll(fa, 'FaWiersz');
  if (!textAt(fa, 'RodzajFaktury').startsWith('KOR')) return lines;
  return lines.filter((line) => !isMarked(line, 'StanPrzed') && !isNegative(line));
}

function isNegative(line: XmlElement): boolean {
  return ['P_8B', 'P_11', 'P_11A'].some((name) => amountAt(line, name)?.lt(0));
}
