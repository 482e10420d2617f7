import { textOf } from '../../../reading/elements.js';
import { issueDateOf } from '../../../reading/issue-date.js';
import type { Rule } from '../../rule.js';

/** The issue date is not over a year ago. Source: KSeF accepts any past date. */
export const oldDate: Rule = {
  id: 'law-old-date',
  severity: 'warning',
  forms: ['fa1', 'fa2', 'fa3', 'faRr1', 'pef3', 'pefKor3'],
  name: { en: 'The issue date is not over a year ago', pl: 'Data wystawienia nie starsza niż rok' },
  source: 'KSeF accepts any past date',

  check(invoice, report, { form, today }) {
    const element = issueDateOf(invoice, form);
    const date = textOf(element).slice(0, 10);
    const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`;
    if (element === undefined || !/^\d{4}-\d\d-\d\d$/.test(date) || date >= yearAgo) return;
    report(
      element,
      {
        en: `The issue date ${date} is over a year ago. KSeF accepts it, and it is nearly always a mistake.`,
        pl: `Data wystawienia ${date} jest starsza niż rok. KSeF ją przyjmie, ale to prawie zawsze pomyłka.`,
      },
      { en: 'Check the year.', pl: 'Sprawdź rok.' },
    );
  },
};
