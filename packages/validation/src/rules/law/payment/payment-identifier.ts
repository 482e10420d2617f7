import { find, textOf } from '../../../reading/elements.js';
import type { Rule } from '../../rule.js';

/** IPKSeF has 13 letters and digits. Source: FA(3) brochure, IPKSeF. */
export const paymentIdentifier: Rule = {
  id: 'law-payment-identifier',
  severity: 'warning',
  forms: ['fa3', 'faRr1'],
  name: { en: 'IPKSeF has 13 letters and digits', pl: 'IPKSeF: 13 liter i cyfr' },
  source: 'FA(3) brochure, IPKSeF',

  check(invoice, report, { form }) {
    const element = find(invoice, form === 'faRr1' ? 'FakturaRR' : 'Fa', 'Platnosc', 'IPKSeF');
    if (element === undefined || /^[0-9a-zA-Z]{13}$/.test(textOf(element))) return;
    report(
      element,
      {
        en: 'The payment identifier (IPKSeF) does not have 13 letters and digits.',
        pl: 'Identyfikator płatności (IPKSeF) nie ma 13 liter i cyfr.',
      },
      { en: 'Take it from the payment service unchanged.', pl: 'Przepisz go z systemu płatności bez zmian.' },
    );
  },
};
