import { find, findAll, isMarked, textAt } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** Roles and shares of third parties. Source: FA(3) brochure, Podmiot3. */
export const thirdPartyRole: Rule = {
  id: 'law-third-party-role',
  severity: 'error',
  forms: faForms,
  name: { en: 'Roles and shares of third parties', pl: 'Role i udziały podmiotów trzecich' },
  source: 'FA(3) brochure, Podmiot3',

  check(invoice, report) {
    for (const party of findAll(invoice, 'Podmiot3')) {
      const role = textAt(party, 'Rola');
      const share = find(party, 'Udzial');
      if (share !== undefined && role !== '4')
        report(
          share,
          {
            en: 'A share (Udzial) is only for an additional buyer, Rola 4.',
            pl: 'Udział podaje się tylko dla dodatkowego nabywcy (rola 4).',
          },
          { en: 'Set Rola to 4, or remove Udzial.', pl: 'Wpisz rolę 4 albo usuń Udzial.' },
        );
      if (role === '' && !(isMarked(party, 'RolaInna') && textAt(party, 'OpisRoli') !== ''))
        report(
          party,
          {
            en: 'The third party has no role: it needs Rola, or RolaInna with OpisRoli.',
            pl: 'Podmiot trzeci nie ma roli: wymagane jest Rola albo RolaInna z OpisRoli.',
          },
          { en: 'State what part the third party has.', pl: 'Wskaż rolę podmiotu.' },
        );
    }
  },
};
