import { find, textAt } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** KursWalutyZ is for advance invoices. Source: FA(3) brochure, KursWalutyZ. */
export const advanceRate: Rule = {
  id: 'law-advance-rate',
  severity: 'error',
  forms: faForms,
  name: { en: 'KursWalutyZ is for advance invoices', pl: 'KursWalutyZ tylko na fakturach zaliczkowych' },
  source: 'FA(3) brochure, KursWalutyZ',

  check(invoice, report) {
    const rate = find(invoice, 'Fa', 'KursWalutyZ');
    const kind = textAt(invoice, 'Fa', 'RodzajFaktury');
    if (rate === undefined || ['ZAL', 'KOR_ZAL'].includes(kind)) return;
    report(
      rate,
      {
        en: `KursWalutyZ is only for ZAL and KOR_ZAL. This invoice is ${kind}.`,
        pl: `KursWalutyZ podaje się tylko dla ZAL i KOR_ZAL. Ta faktura to ${kind}.`,
      },
      {
        en: 'State the exchange rate in each line (KursWaluty).',
        pl: 'Podaj kurs w wierszach (KursWaluty).',
      },
    );
  },
};
