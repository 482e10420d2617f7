import type { Rule } from '../rule.js';

/** KSeF: the form of the file is the form that the session was opened for. */
export const formOfSession: Rule = {
  id: 'ksef-form',
  severity: 'error',
  forms: ['fa1', 'fa2', 'fa3', 'faRr1', 'pef3', 'pefKor3'],
  name: { en: 'Form of the session', pl: 'Formularz zgodny z sesją' },
  source: 'weryfikacja-faktury.md',
  check(invoice, report, { form, sessionForm }) {
    if (sessionForm === undefined || sessionForm === form) return;
    report(
      invoice,
      {
        en: `The invoice is of another form (${form}) than the session (${sessionForm}).`,
        pl: `Faktura ma inny formularz (${form}) niż sesja (${sessionForm}).`,
      },
      { en: 'Send it in a session of its own form.', pl: 'Wyślij ją w sesji dla jej formularza.' },
    );
  },
};
