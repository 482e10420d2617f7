import { amountAt } from '../../../reading/amounts.js';
import { find, findAll, textAt, textOf } from '../../../reading/elements.js';
import { isVatNumber, shorten } from '../../../reading/vat-number.js';
import { faForms, type Rule } from '../../rule.js';

/** EU VAT numbers have the form of their country. Source: FA(3) brochure, NrVatUE and PrefiksPodatnika. */
export const euVatNumber: Rule = {
  id: 'law-eu-vat-number',
  severity: 'warning',
  forms: faForms,
  name: { en: 'EU VAT numbers have the form of their country', pl: 'Numer VAT UE zgodny ze wzorem kraju' },
  source: 'FA(3) brochure, NrVatUE and PrefiksPodatnika',

  check(invoice, report) {
    for (const party of ['Podmiot2', 'Podmiot3']) {
      for (const identity of findAll(invoice, party, 'DaneIdentyfikacyjne')) {
        const number = find(identity, 'NrVatUE');
        const country = textAt(identity, 'KodUE');
        if (
          number === undefined ||
          country === '' ||
          country === 'PL' ||
          isVatNumber(country, textOf(number))
        )
          continue;
        report(
          number,
          {
            en: `${shorten(textOf(number))} is not a VAT number of ${country}.`,
            pl: `${shorten(textOf(number))} nie jest numerem VAT kraju ${country}.`,
          },
          {
            en: 'Write the number without the country’s letters (they stand in KodUE), and check it in VIES.',
            pl: 'Podaj numer bez liter kraju (są w KodUE) i sprawdź go w VIES.',
          },
        );
      }
    }
    const seller = find(invoice, 'Podmiot1');
    const supply = find(invoice, 'Fa', 'P_13_6_2');
    // Zero may be written; a negative sum takes a supply back.
    const isSupply = supply !== undefined && amountAt(supply)?.gt(0);
    if (seller !== undefined && isSupply && find(seller, 'PrefiksPodatnika') === undefined)
      report(
        supply,
        {
          en: 'An intra-EU supply (P_13_6_2) needs the seller’s EU prefix (PrefiksPodatnika).',
          pl: 'Wewnątrzwspólnotowa dostawa (P_13_6_2) wymaga prefiksu VAT UE sprzedawcy (PrefiksPodatnika).',
        },
        { en: 'Add PrefiksPodatnika PL to Podmiot1.', pl: 'Dodaj PrefiksPodatnika PL w Podmiot1.' },
      );
  },
};
