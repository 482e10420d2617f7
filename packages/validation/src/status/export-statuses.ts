import type { StatusText } from './status-text.js';

/** Statuses of an export of invoices. Source: pobieranie-faktur.md. */
export const exportStatuses: Readonly<Record<number, StatusText>> = {
  100: {
    meaning: { en: 'KSeF is preparing the export.', pl: 'KSeF przygotowuje eksport.' },
    advice: { en: 'Keep asking for the status.', pl: 'Pytaj dalej o status.' },
  },
  200: {
    meaning: { en: 'The export is ready.', pl: 'Eksport jest gotowy.' },
    advice: { en: 'Download its parts before the links expire.', pl: 'Pobierz części, zanim wygasną linki.' },
  },
  210: {
    meaning: { en: 'The export has expired.', pl: 'Eksport wygasł.' },
    advice: { en: 'Start another one.', pl: 'Uruchom nowy eksport.' },
  },
  410: {
    meaning: { en: 'The export is no longer kept.', pl: 'Eksport nie jest już przechowywany.' },
    advice: { en: 'Start another one.', pl: 'Uruchom nowy eksport.' },
  },
  415: {
    meaning: {
      en: 'KSeF could not decrypt the export’s key.',
      pl: 'KSeF nie mógł odszyfrować klucza eksportu.',
    },
    advice: {
      en: 'Fetch KSeF’s public key again and start another export.',
      pl: 'Pobierz aktualny klucz publiczny KSeF i uruchom nowy eksport.',
    },
  },
  420: {
    meaning: { en: 'The range of the export is not available.', pl: 'Zakres eksportu jest niedostępny.' },
    advice: { en: 'Narrow the range.', pl: 'Zawęź zakres.' },
  },
  500: {
    meaning: { en: 'KSeF failed with an unknown error.', pl: 'Nieznany błąd KSeF.' },
    advice: { en: 'Start the export again.', pl: 'Uruchom eksport ponownie.' },
  },
  550: {
    meaning: {
      en: 'KSeF cancelled the export for reasons of its own.',
      pl: 'KSeF anulował eksport z przyczyn wewnętrznych.',
    },
    advice: { en: 'Start the export again.', pl: 'Uruchom eksport ponownie.' },
  },
};
