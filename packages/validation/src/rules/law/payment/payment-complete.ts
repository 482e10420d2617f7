import { find } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** Payment is stated completely. Source: FA(3) brochure, Platnosc. */
export const paymentComplete: Rule = {
  id: 'law-payment',
  severity: 'error',
  forms: faForms,
  name: { en: 'Payment is stated completely', pl: 'Kompletne dane płatności' },
  source: 'FA(3) brochure, Platnosc',

  check(invoice, report) {
    const payment = find(invoice, 'Fa', 'Platnosc');
    if (payment === undefined) return;
    const needs = (has: string, needed: string) => {
      const element = find(payment, has);
      if (element === undefined || find(payment, needed) !== undefined) return;
      report(
        element,
        { en: `${has} needs ${needed}.`, pl: `${has} wymaga elementu ${needed}.` },
        { en: `Add ${needed}, or remove ${has}.`, pl: `Dodaj ${needed} albo usuń ${has}.` },
      );
    };
    needs('Zaplacono', 'DataZaplaty');
    needs('ZnacznikZaplatyCzesciowej', 'ZaplataCzesciowa');
    needs('PlatnoscInna', 'OpisPlatnosci');
    needs('OpisPlatnosci', 'PlatnoscInna');
  },
};
