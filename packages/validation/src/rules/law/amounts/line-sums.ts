import type { XmlElement } from '@ksef/forms/xml';
import Big from 'big.js';
import { amountOf } from '../../../reading/amounts.js';
import { find, findAll, textOf } from '../../../reading/elements.js';
import { hasSumsOfLines, isNear, rateGroups, sumLinesOf } from '../../../reading/rate-groups.js';
import type { Rule } from '../../rule.js';

const nothing = new Big(0);

/** The net sum of each rate is that of its lines, within one grosz per line. Source: VAT act, art. 106e(1)(13). */
export const lineSums: Rule = {
  id: 'law-line-sums',
  severity: 'warning',
  forms: ['fa3'],
  name: { en: 'Net sums agree with the lines', pl: 'Sumy netto zgodne z wierszami' },
  source: 'VAT act, art. 106e(1)(13)',
  check(invoice, report) {
    const fa = find(invoice, 'Fa');
    // The lines of a simplified invoice may have no rate and no amount.
    if (fa === undefined || !hasSumsOfLines(fa) || !everyLineHasRate(fa)) return;
    for (const { net, rates } of rateGroups) {
      const element = find(fa, net);
      const lines = sumLinesOf(fa, rates);
      if ((element === undefined && lines.count === 0) || !lines.isComplete) continue;
      // A correction of only the tax or the header has sums without lines.
      if (lines.count === 0 && textOf(find(fa, 'RodzajFaktury')).startsWith('KOR')) continue;
      const stated = amountOf(textOf(element)) ?? nothing;
      if (isNear(stated, lines.sum, lines.count)) continue;
      report(
        element ?? fa,
        {
          en: `${net} is ${stated.toFixed(2)}, and the lines of the rates ${rates.join(', ')} add up to ${lines.sum.toFixed(2)}.`,
          pl: `${net} wynosi ${stated.toFixed(2)}, a wiersze ze stawkami ${rates.join(', ')} sumują się do ${lines.sum.toFixed(2)}.`,
        },
        {
          en: 'Correct the sum or the lines. KSeF does not check sums.',
          pl: 'Popraw sumę albo wiersze. KSeF nie sprawdza sum.',
        },
      );
    }
  },
};

function everyLineHasRate(fa: XmlElement): boolean {
  return findAll(fa, 'FaWiersz').every((line) => find(line, 'P_12') ?? find(line, 'P_12_XII'));
}
