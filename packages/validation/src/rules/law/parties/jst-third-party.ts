import { find, textOf } from '../../../reading/elements.js';
import { hasRole } from '../../../reading/roles.js';
import { faForms, type Rule } from '../../rule.js';

/** A unit of a local government is named as Podmiot3. Source: FA(3) brochure, JST. */
export const jstThirdParty: Rule = {
  id: 'law-jst-third-party',
  severity: 'error',
  forms: faForms,
  name: {
    en: 'A unit of a local government is named as Podmiot3',
    pl: 'Jednostka podrzędna JST wskazana w Podmiot3',
  },
  source: 'FA(3) brochure, JST',

  check(invoice, report) {
    const marker = find(invoice, 'Podmiot2', 'JST');
    if (marker === undefined || textOf(marker) !== '1' || hasRole(invoice, '8')) return;
    report(
      marker,
      {
        en: 'JST is 1, but no Podmiot3 has the role 8 (recipient unit of a local government).',
        pl: 'JST ma wartość 1, ale żaden Podmiot3 nie ma roli 8 (JST – odbiorca).',
      },
      {
        en: 'Add a Podmiot3 with Rola 8 and the unit’s identifier, or set JST to 2.',
        pl: 'Dodaj Podmiot3 z rolą 8 i identyfikatorem jednostki albo wpisz JST 2.',
      },
    );
  },
};
