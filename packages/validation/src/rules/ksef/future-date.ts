import { textOf } from '../../reading/elements.js';
import { issueDateOf } from '../../reading/issue-date.js';
import type { Rule } from '../rule.js';

/** KSeF: the date of issue is not later than the day of receipt, by the calendar in Warsaw. */
export const futureDate: Rule = {
  id: 'ksef-future-date',
  severity: 'error',
  forms: ['fa1', 'fa2', 'fa3', 'faRr1', 'pef3', 'pefKor3'],
  name: { en: 'Issue date not in the future', pl: 'Data wystawienia nie z przyszłości' },
  source: 'weryfikacja-faktury.md',
  check(invoice, report, { form, today }) {
    const element = issueDateOf(invoice, form);
    const date = textOf(element).slice(0, 10);
    if (element === undefined || !(date > today)) return;
    report(
      element,
      {
        en: `The issue date ${date} is later than today in Warsaw (${today}). KSeF refuses the invoice.`,
        pl: `Data wystawienia ${date} jest późniejsza niż dzisiejsza w Warszawie (${today}). KSeF odrzuci fakturę.`,
      },
      {
        en: 'Correct the date, or send the invoice on that day.',
        pl: 'Popraw datę albo wyślij fakturę w tym dniu.',
      },
    );
  },
};
