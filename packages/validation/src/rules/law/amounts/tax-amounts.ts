import type Big from 'big.js';
import { amountAt } from '../../../reading/amounts.js';
import { find, findAll, textAt } from '../../../reading/elements.js';
import { rateGroups, tolerance } from '../../../reading/rate-groups.js';
import { readTaxedLines, taxOf } from '../../../reading/taxed-lines.js';
import { faForms, type Rule } from '../../rule.js';

/**
 * The tax of each rate is the net sum times the rate, within one grosz per line: both rounding the total and rounding
 * each line are lawful. If the lines add up to the net sum, each counts at its own rate. Source: VAT act, art.
 * 106e(1)(14), (10).
 */
export const taxAmounts: Rule = {
  id: 'law-tax-amounts',
  severity: 'warning',
  forms: faForms,
  name: { en: 'Tax agrees with net sum and rate', pl: 'Podatek zgodny z sumą netto i stawką' },
  source: 'VAT act, art. 106e(1)(14)',
  check(invoice, report) {
    const fa = find(invoice, 'Fa');
    const kind = fa && textAt(fa, 'RodzajFaktury');
    if (fa === undefined || kind === 'ROZ' || kind === 'KOR_ROZ') return;
    const orderLines = findAll(fa, 'Zamowienie', 'ZamowienieWiersz').length;
    for (const group of rateGroups) {
      const { net, tax } = group;
      const element = tax === undefined ? undefined : find(fa, tax);
      if (element === undefined) continue;
      const [base, stated] = [amountAt(fa, net), amountAt(element)];
      if (base === undefined || stated === undefined) continue;
      const lines = readTaxedLines(fa, group, base);
      // The tax in a correction of only the tax follows from no net value.
      if (kind?.startsWith('KOR') && base.eq(0) && lines.isZero) continue;
      const percents = lines.tax === undefined ? group.percents : lines.percents;
      const expected =
        lines.tax === undefined ? percents.map((percent) => taxOf(base, percent)) : [lines.tax];
      if (isBetween(stated, expected, tolerance(lines.count + orderLines))) continue;
      const found = {
        tax: stated.toFixed(2),
        from: `${net} ${base.toFixed(2)}`,
        expected: expected.map((one) => one.toFixed(2)),
      };
      report(
        element,
        {
          en: `The tax ${tax} is ${found.tax}. From ${found.from} and ${percents.join(' or ')}% follows ${found.expected.join(' or ')}.`,
          pl: `Podatek ${tax} wynosi ${found.tax}. Z ${found.from} i stawki ${percents.join(' lub ')}% wynika ${found.expected.join(' lub ')}.`,
        },
        {
          en: 'Correct the tax or the net sum. KSeF does not check sums.',
          pl: 'Popraw podatek albo sumę netto. KSeF nie sprawdza sum.',
        },
      );
    }
  },
};

function isBetween(stated: Big, bounds: readonly Big[], margin: Big): boolean {
  return (
    bounds.some((bound) => stated.gte(bound.minus(margin))) &&
    bounds.some((bound) => stated.lte(bound.plus(margin)))
  );
}
