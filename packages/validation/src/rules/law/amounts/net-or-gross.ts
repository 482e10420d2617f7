import { find, findAll } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** A line has net or gross amounts, not both. Source: VAT act, art. 106e(1)(9), (11), (7), (8). */
export const netOrGross: Rule = {
  id: 'law-net-or-gross',
  severity: 'error',
  forms: faForms,
  name: { en: 'A line has net or gross amounts, not both', pl: 'Wiersz z kwotami netto albo brutto' },
  source: 'VAT act, art. 106e(1)(9), (11), (7), (8)',

  check(invoice, report) {
    for (const line of findAll(invoice, 'Fa', 'FaWiersz')) {
      const hasNetPrice = find(line, 'P_9A') !== undefined;
      const hasGrossPrice = find(line, 'P_9B') !== undefined;
      const hasNet = find(line, 'P_11') !== undefined;
      const hasGross = find(line, 'P_11A') !== undefined;
      if (
        !(hasNetPrice && hasGrossPrice) &&
        !(hasNetPrice && hasGross && !hasNet) &&
        !(hasGrossPrice && hasNet && !hasGross)
      )
        continue;
      report(
        line,
        {
          en: 'The line mixes net (P_9A, P_11) and gross (P_9B, P_11A) amounts.',
          pl: 'Wiersz miesza kwoty netto (P_9A, P_11) i brutto (P_9B, P_11A).',
        },
        {
          en: 'Use P_9A with P_11, or P_9B with P_11A.',
          pl: 'Użyj P_9A z P_11 albo P_9B z P_11A.',
        },
      );
    }
  },
};
