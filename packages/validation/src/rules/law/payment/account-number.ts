import { findAll, textOf } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** A Polish account number has 26 digits with a checksum. Source: IBAN (ISO 13616), NRB. */
export const accountNumber: Rule = {
  id: 'law-account-number',
  severity: 'warning',
  forms: faForms,
  name: {
    en: 'A Polish account number has 26 digits with a checksum',
    pl: 'Polski numer rachunku: 26 cyfr z sumą kontrolną',
  },
  source: 'IBAN (ISO 13616), NRB',

  check(invoice, report) {
    for (const name of ['RachunekBankowy', 'RachunekBankowyFaktora']) {
      for (const element of findAll(invoice, 'Fa', 'Platnosc', name, 'NrRB')) {
        const digits = textOf(element).replace(/ /g, '').replace(/^PL/, '');
        if (!/^\d{26}$/.test(digits) || hasIbanChecksum(digits)) continue;
        report(
          element,
          {
            en: 'The account number has a wrong checksum.',
            pl: 'Numer rachunku ma błędną sumę kontrolną.',
          },
          { en: 'Check the digits of the account number.', pl: 'Sprawdź cyfry numeru rachunku.' },
        );
      }
    }
  },
};

/** Mod 97 over the digits with the country's letters at the end: P is 25, L is 21. */
function hasIbanChecksum(digits: string): boolean {
  let rest = 0;
  for (const digit of `${digits.slice(2)}2521${digits.slice(0, 2)}`) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
