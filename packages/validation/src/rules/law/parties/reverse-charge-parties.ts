import { currentLines } from '../../../reading/current-lines.js';
import { find, textOf } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** The rate oo is for Polish parties. Source: VAT act, art. 17(1)(7), (8). */
export const reverseChargeParties: Rule = {
  id: 'law-reverse-charge-parties',
  severity: 'warning',
  forms: faForms,
  name: { en: 'The rate oo is for Polish parties', pl: 'Stawka oo tylko między polskimi stronami' },
  source: 'VAT act, art. 17(1)(7), (8)',

  check(invoice, report) {
    const identity = find(invoice, 'Podmiot2', 'DaneIdentyfikacyjne');
    if (identity === undefined || find(identity, 'NIP') !== undefined) return;
    const fa = find(invoice, 'Fa');
    const rate = (fa === undefined ? [] : currentLines(fa))
      .map((line) => find(line, 'P_12'))
      .find((one) => textOf(one) === 'oo');
    if (rate === undefined) return;
    report(
      rate,
      {
        en: 'The rate oo (domestic reverse charge) needs a buyer with a Polish NIP.',
        pl: 'Stawka oo (krajowe odwrotne obciążenie) wymaga nabywcy z polskim NIP.',
      },
      {
        en: 'For a foreign buyer use np I or np II, and P_18 1 where the buyer settles the tax.',
        pl: 'Dla nabywcy zagranicznego użyj np I lub np II oraz P_18 1, gdy podatek rozlicza nabywca.',
      },
    );
  },
};
