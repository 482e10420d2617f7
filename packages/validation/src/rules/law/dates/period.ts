import { find, textAt } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** The period of an invoice begins before it ends, and is not for advances. Source: VAT act, art. 19a(3), (4), (5)(4). */
export const period: Rule = {
  id: 'law-period',
  severity: 'warning',
  forms: faForms,
  name: {
    en: 'The period of an invoice begins before it ends, and is not for advances',
    pl: 'Okres faktury: początek przed końcem, nie dla zaliczek',
  },
  source: 'VAT act, art. 19a(3), (4), (5)(4)',

  check(invoice, report) {
    const element = find(invoice, 'Fa', 'OkresFa');
    if (element === undefined) return;
    const [from, to] = [textAt(element, 'P_6_Od'), textAt(element, 'P_6_Do')];
    const isAdvance = textAt(invoice, 'Fa', 'RodzajFaktury') === 'ZAL';
    if (!isAdvance && !(from !== '' && to !== '' && from > to)) return;
    report(
      element,
      isAdvance
        ? {
            en: 'An advance invoice has a date of payment (P_6), not a period (OkresFa).',
            pl: 'Faktura zaliczkowa ma datę zapłaty (P_6), a nie okres (OkresFa).',
          }
        : {
            en: `The period ends (${to}) before it begins (${from}).`,
            pl: `Okres kończy się (${to}) przed początkiem (${from}).`,
          },
      {
        en: 'OkresFa is for continuous supplies only. Otherwise give P_6.',
        pl: 'OkresFa dotyczy tylko dostaw ciągłych. W pozostałych przypadkach podaj P_6.',
      },
    );
  },
};
