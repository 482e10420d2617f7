import { find, findAll } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** The date of supply is in P_6 or in the lines, not in both. Source: VAT act, art. 106e(1)(6). */
export const supplyDateOnce: Rule = {
  id: 'law-supply-date',
  severity: 'error',
  forms: faForms,
  name: {
    en: 'The date of supply stands in P_6 or in the lines, not in both',
    pl: 'Data dostawy w P_6 albo w wierszach',
  },
  source: 'VAT act, art. 106e(1)(6)',

  check(invoice, report) {
    if (find(invoice, 'Fa', 'P_6') === undefined) return;
    const line = findAll(invoice, 'Fa', 'FaWiersz', 'P_6A')[0];
    if (line === undefined) return;
    report(
      line,
      {
        en: 'The date of supply is given for the whole invoice (P_6) and for a line (P_6A).',
        pl: 'Data dostawy jest podana dla całej faktury (P_6) i dla wiersza (P_6A).',
      },
      {
        en: 'Keep P_6 if one date holds for all lines, P_6A in each line otherwise.',
        pl: 'Zostaw P_6, gdy data jest wspólna, a w przeciwnym razie P_6A w wierszach.',
      },
    );
  },
};
