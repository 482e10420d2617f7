import { amountOf } from '../../../reading/amounts.js';
import { find, textAt, textOf } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** Tax of an invoice in a foreign currency is stated in PLN too. Source: VAT act, art. 106e(11). */
export const taxInPln: Rule = {
  id: 'law-tax-in-pln',
  severity: 'warning',
  forms: faForms,
  name: {
    en: 'Tax of an invoice in a foreign currency is stated in PLN too',
    pl: 'Podatek w walucie obcej podany także w PLN',
  },
  source: 'VAT act, art. 106e(11)',

  check(invoice, report) {
    const currency = textAt(invoice, 'Fa', 'KodWaluty');
    if (currency === '' || currency === 'PLN') return;
    for (const name of ['P_14_1', 'P_14_2', 'P_14_3', 'P_14_4']) {
      const tax = find(invoice, 'Fa', name);
      const amount = amountOf(textOf(tax));
      if (tax === undefined || amount === undefined || amount.eq(0)) continue;
      if (find(invoice, 'Fa', `${name}W`) !== undefined) continue;
      report(
        tax,
        {
          en: `The invoice is in ${currency}, and the tax ${name} is not stated in PLN (${name}W).`,
          pl: `Faktura jest w walucie ${currency}, a podatek ${name} nie jest podany w PLN (${name}W).`,
        },
        { en: `Add ${name}W.`, pl: `Dodaj ${name}W.` },
      );
    }
  },
};
