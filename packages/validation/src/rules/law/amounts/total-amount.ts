import { amountAt, sumOf } from '../../../reading/amounts.js';
import { find, findAll, textAt } from '../../../reading/elements.js';
import { isNear } from '../../../reading/rate-groups.js';
import { faForms, type Rule } from '../../rule.js';

const sums = /^P_1[34]_\d{1,2}(?:_\d)?$/;

/** The total is the sum of all net sums and taxes, within one grosz per line. Source: VAT act, art. 106e(1)(15). */
export const totalAmount: Rule = {
  id: 'law-total',
  severity: 'warning',
  forms: faForms,
  name: { en: 'Total agrees with net sums and taxes', pl: 'Kwota ogółem zgodna z sumami' },
  source: 'VAT act, art. 106e(1)(15)',
  check(invoice, report) {
    const fa = find(invoice, 'Fa');
    const total = fa && find(fa, 'P_15');
    // A settlement states the amount left to pay; a correction of one, the difference.
    if (fa === undefined || total === undefined || ['ROZ', 'KOR_ROZ'].includes(textAt(fa, 'RodzajFaktury')))
      return;
    const parts = fa.children.filter(({ name }) => name.startsWith('P_1') && sums.test(name));
    const stated = amountAt(fa, 'P_15');
    if (stated === undefined || parts.length === 0) return;
    const sum = sumOf(parts.map((part) => amountAt(part)));
    const lines = findAll(fa, 'FaWiersz').length + findAll(fa, 'Zamowienie', 'ZamowienieWiersz').length;
    if (isNear(stated, sum, lines)) return;
    report(
      total,
      {
        en: `The total (P_15) is ${stated.toFixed(2)}, and the net sums and taxes add up to ${sum.toFixed(2)}.`,
        pl: `Kwota należności ogółem (P_15) wynosi ${stated.toFixed(2)}, a sumy netto i podatku dają ${sum.toFixed(2)}.`,
      },
      {
        en: 'Correct the total or the sums. Charges and deductions stand in Rozliczenie, not in P_15.',
        pl: 'Popraw kwotę ogółem albo sumy. Obciążenia i odliczenia podaje się w Rozliczenie, nie w P_15.',
      },
    );
  },
};
