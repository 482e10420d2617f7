import { textOf } from '../../../reading/elements.js';
import { issueDateOf } from '../../../reading/issue-date.js';
import type { Rule } from '../../rule.js';

/** An invoice dated before the day of sending counts as issued offline. Source: VAT act, art. 106nda. */
export const countsAsOffline: Rule = {
  id: 'law-counts-as-offline',
  severity: 'warning',
  forms: ['fa2', 'fa3', 'faRr1', 'pef3', 'pefKor3'],
  name: {
    en: 'An invoice dated before the day of sending counts as issued offline',
    pl: 'Faktura z wcześniejszą datą to faktura offline',
  },
  source: 'VAT act, art. 106nda',

  check(invoice, report, { form, today }) {
    const element = issueDateOf(invoice, form);
    const date = textOf(element).slice(0, 10);
    if (element === undefined || !/^\d{4}-\d\d-\d\d$/.test(date) || date >= today) return;
    report(
      element,
      {
        en: `The issue date ${date} is before today (${today}): KSeF takes the invoice as issued offline.`,
        pl: `Data wystawienia ${date} jest wcześniejsza niż dzisiejsza (${today}): KSeF uzna fakturę za wystawioną offline.`,
      },
      {
        en: 'That is right for an invoice issued offline. Otherwise issue it with today’s date.',
        pl: 'To prawidłowe dla faktury wystawionej offline. W przeciwnym razie wystaw ją z dzisiejszą datą.',
      },
    );
  },
};
