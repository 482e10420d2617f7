import { find } from '../../reading/elements.js';
import type { Rule } from '../rule.js';

/** KSeF: invoices with an attachment must be sent by batch. */
export const attachmentInBatch: Rule = {
  id: 'ksef-attachment-online',
  severity: 'error',
  forms: ['fa3'],
  name: { en: 'Attachments by batch only', pl: 'Załączniki tylko w sesji wsadowej' },
  source: 'weryfikacja-faktury.md',
  check(invoice, report, { sentBy }) {
    const attachment = find(invoice, 'Zalacznik');
    if (attachment === undefined || sentBy !== 'online') return;
    report(
      attachment,
      {
        en: 'The invoice has an attachment. KSeF accepts attachments in batch sessions only.',
        pl: 'Faktura ma załącznik. KSeF przyjmuje załączniki tylko w sesji wsadowej.',
      },
      {
        en: 'Send it by batch. The seller must have declared attachments in e-Urząd Skarbowy.',
        pl: 'Wyślij ją w sesji wsadowej. Sprzedawca musi zgłosić załączniki w e-Urzędzie Skarbowym.',
      },
    );
  },
};
