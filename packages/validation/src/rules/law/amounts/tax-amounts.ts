import { amountAt } from '../../../reading/amounts.js';
import { find, findAll, textAt } from '../../../reading/elements.js';
import { rateGroups, sumLines, tolerance } from '../../../reading/rate-groups.js';
import { faForms, type Rule } from '../../rule.js';

/**
 * The tax of each rate is the net sum times the rate, within a grosz a line: both rounding the total and rounding each
 * line are lawful. Source: VAT act, art. 106e(1)(14), (10).
 */
export const taxAmounts: Rule = {
  id: 'law-tax-amounts',
  severity: 'warning',
  forms: faForms,
  name: { en: 'Tax agrees with net sum and rate', pl: 'Podatek zgodny z sumą netto i stawką' },
  source: 'VAT act, art. 106e(1)(14)',
  check(invoice, report) {
    const fa = find(invoice, 'Fa');
    if (fa === undefined || ['ROZ', 'KOR_ROZ'].includes(textAt(fa, 'RodzajFaktury'))) return;
    const orderLines = findAll(fa, 'Zamowienie', 'ZamowienieWiersz').length;
    for (const { net, tax, rates, percents } of rateGroups) {
      const element = tax === undefined ? undefined : find(fa, tax);
      const [base, stated] = [amountAt(fa, net), tax === undefined ? undefined : amountAt(fa, tax)];
      if (element === undefined || base === undefined || stated === undefined) continue;
      const bounds = percents.map((percent) => base.times(percent).div(100));
      const margin = tolerance(sumLines(fa, rates).count + orderLines);
      const [first = base, last = first] = [bounds[0], bounds.at(-1)];
      const [low, high] = first.lte(last) ? [first, last] : [last, first];
      if (stated.gte(low.minus(margin)) && stated.lte(high.plus(margin))) continue;
      report(
        element,
        {
          en: `The tax ${tax} is ${stated.toFixed(2)}. From ${net} ${base.toFixed(2)} and ${percents.join(' or ')}% follows ${bounds.map((bound) => bound.toFixed(2)).join(' or ')}.`,
          pl: `Podatek ${tax} wynosi ${stated.toFixed(2)}. Z ${net} ${base.toFixed(2)} i stawki ${percents.join(' lub ')}% wynika ${bounds.map((bound) => bound.toFixed(2)).join(' lub ')}.`,
        },
        {
          en: 'Correct the tax or the net sum. KSeF does not check sums.',
          pl: 'Popraw podatek albo sumę netto. KSeF nie sprawdza sum.',
        },
      );
    }
  },
};
