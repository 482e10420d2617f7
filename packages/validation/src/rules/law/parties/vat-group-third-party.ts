import { find, textOf } from '../../../reading/elements.js';
import { hasRole } from '../../../reading/roles.js';
import { faForms, type Rule } from '../../rule.js';

/** A member of a VAT group is named as Podmiot3. Source: FA(3) brochure, GV. */
export const vatGroupThirdParty: Rule = {
  id: 'law-vat-group-third-party',
  severity: 'error',
  forms: faForms,
  name: { en: 'A member of a VAT group is named as Podmiot3', pl: 'Członek grupy VAT wskazany w Podmiot3' },
  source: 'FA(3) brochure, GV',

  check(invoice, report) {
    const marker = find(invoice, 'Podmiot2', 'GV');
    if (marker === undefined || textOf(marker) !== '1' || hasRole(invoice, '10')) return;
    report(
      marker,
      {
        en: 'GV is 1, but no Podmiot3 has the role 10 (recipient member of a VAT group).',
        pl: 'GV ma wartość 1, ale żaden Podmiot3 nie ma roli 10 (członek grupy VAT – odbiorca).',
      },
      {
        en: 'Add a Podmiot3 with Rola 10 and the member’s identifier, or set GV to 2.',
        pl: 'Dodaj Podmiot3 z rolą 10 i identyfikatorem członka grupy albo wpisz GV 2.',
      },
    );
  },
};
