import { findAll, textAt, textOf } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** The NIP of a buyer cannot be corrected. Source: FA(3) brochure, Podmiot2K. */
export const buyerNipCorrected: Rule = {
  id: 'law-buyer-nip',
  severity: 'warning',
  forms: faForms,
  name: { en: 'The NIP of a buyer cannot be corrected', pl: 'NIP nabywcy nie podlega korekcie' },
  source: 'FA(3) brochure, Podmiot2K',

  check(invoice, report) {
    const now = textAt(invoice, 'Podmiot2', 'DaneIdentyfikacyjne', 'NIP');
    for (const element of findAll(invoice, 'Fa', 'Podmiot2K', 'DaneIdentyfikacyjne', 'NIP')) {
      const before = textOf(element);
      const isOther = findAll(invoice, 'Podmiot3', 'DaneIdentyfikacyjne', 'NIP').some(
        (nip) => textOf(nip) === before,
      );
      if (now === '' || before === now || isOther) continue;
      report(
        element,
        {
          en: `The correction changes the buyer’s NIP from ${before} to ${now}.`,
          pl: `Korekta zmienia NIP nabywcy z ${before} na ${now}.`,
        },
        {
          en: 'Correct the invoice to zero and issue a new one with the right NIP.',
          pl: 'Skoryguj fakturę do zera i wystaw nową z prawidłowym NIP.',
        },
      );
    }
  },
};
