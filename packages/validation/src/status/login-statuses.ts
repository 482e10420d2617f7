import type { StatusText } from './status-text.js';

/** Statuses of a login. Source: uwierzytelnianie.md. */
export const loginStatuses: Readonly<Record<number, StatusText>> = {
  100: {
    meaning: { en: 'The login is in progress.', pl: 'Uwierzytelnianie trwa.' },
    advice: { en: 'Keep asking for the status.', pl: 'Pytaj dalej o status.' },
  },
  200: {
    meaning: { en: 'The login succeeded.', pl: 'Uwierzytelniono.' },
    advice: { en: 'Fetch the tokens.', pl: 'Pobierz tokeny.' },
  },
  415: {
    meaning: { en: 'You have no permission in this context.', pl: 'Brak uprawnień w tym kontekście.' },
    advice: {
      en: 'Ask the owner of the context to grant one.',
      pl: 'Poproś właściciela kontekstu o nadanie uprawnień.',
    },
  },
  425: {
    meaning: { en: 'The login was revoked.', pl: 'Uwierzytelnienie unieważniono.' },
    advice: { en: 'Log in again.', pl: 'Zaloguj się ponownie.' },
  },
  450: {
    meaning: { en: 'KSeF refused the token or the challenge.', pl: 'KSeF odrzucił token albo wyzwanie.' },
    advice: {
      en: 'Check the token, its context and the clock of this machine.',
      pl: 'Sprawdź token, jego kontekst i zegar komputera.',
    },
  },
  460: {
    meaning: { en: 'KSeF refused the certificate.', pl: 'KSeF odrzucił certyfikat.' },
    advice: {
      en: 'Check that it is valid, trusted and not revoked.',
      pl: 'Sprawdź, czy jest ważny, zaufany i nieunieważniony.',
    },
  },
  470: {
    meaning: {
      en: 'The credentials belong to a deceased person.',
      pl: 'Dane uwierzytelniające należą do osoby zmarłej.',
    },
    advice: { en: 'Use other credentials.', pl: 'Użyj innych danych.' },
  },
  480: {
    meaning: {
      en: 'The login was blocked: a security incident is suspected.',
      pl: 'Zablokowano: podejrzenie incydentu bezpieczeństwa.',
    },
    advice: { en: 'Contact the Ministry of Finance.', pl: 'Skontaktuj się z Ministerstwem Finansów.' },
  },
  500: {
    meaning: { en: 'KSeF failed with an unknown error.', pl: 'Nieznany błąd KSeF.' },
    advice: { en: 'Log in again.', pl: 'Zaloguj się ponownie.' },
  },
  550: {
    meaning: {
      en: 'KSeF cancelled the login for reasons of its own.',
      pl: 'KSeF anulował operację z przyczyn wewnętrznych.',
    },
    advice: { en: 'Log in again.', pl: 'Zaloguj się ponownie.' },
  },
};
