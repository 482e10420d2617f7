import { find, textOf } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** An agreed exchange rate names a currency other than PLN. Source: FA(3) brochure, KursUmowny. */
export const agreedRate: Rule = {
  id: 'law-agreed-rate',
  severity: 'error',
  forms: faForms,
  name: {
    en: 'An agreed exchange rate names a currency other than PLN',
    pl: 'Kurs umowny z walutą inną niż PLN',
  },
  source: 'FA(3) brochure, KursUmowny',

  check(invoice, report) {
    const terms = find(invoice, 'Fa', 'WarunkiTransakcji');
    if (terms === undefined) return;
    const rate = find(terms, 'KursUmowny');
    const currency = find(terms, 'WalutaUmowna');
    const isRight = (rate === undefined) === (currency === undefined) && textOf(currency) !== 'PLN';
    if (isRight) return;
    report(
      currency ?? rate ?? terms,
      {
        en: 'KursUmowny and WalutaUmowna go together, and the currency is never PLN.',
        pl: 'KursUmowny i WalutaUmowna podaje się razem, a walutą nie może być PLN.',
      },
      { en: 'Give both, or neither.', pl: 'Podaj oba pola albo żadne.' },
    );
  },
};
