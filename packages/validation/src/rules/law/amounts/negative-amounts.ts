import { trimXmlSpace } from '@ksef/forms/xml';
import { amountOf } from '../../../reading/amounts.js';
import { findAll, textAt, textOf } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** Negative amounts are for corrections. Source: VAT act, art. 106j. */
export const negativeAmounts: Rule = {
  id: 'law-negative-amounts',
  severity: 'error',
  forms: faForms,
  name: { en: 'Negative amounts are for corrections', pl: 'Kwoty ujemne tylko na korektach' },
  source: 'VAT act, art. 106j',

  check(invoice, report) {
    if (textAt(invoice, 'Fa', 'RodzajFaktury').startsWith('KOR')) return;
    for (const line of findAll(invoice, 'Fa', 'FaWiersz')) {
      const element = line.children.find(
        ({ name, text }) => amounts.has(name) && text.includes('-') && isNegative(text),
      );
      if (element === undefined) continue;
      report(
        element,
        {
          en: `${element.name} is negative (${textOf(element)}). Only corrections have negative amounts.`,
          pl: `${element.name} jest ujemne (${textOf(element)}). Kwoty ujemne mają tylko faktury korygujące.`,
        },
        {
          en: 'Issue a correction (KOR), or state a discount in P_10.',
          pl: 'Wystaw fakturę korygującą (KOR) albo podaj rabat w P_10.',
        },
      );
    }
  },
};

const amounts = new Set(['P_8B', 'P_11', 'P_11A']);

/** Zero may be written with a sign. */
function isNegative(text: string): boolean {
  return amountOf(trimXmlSpace(text))?.lt(0) === true;
}
