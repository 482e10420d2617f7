import type { StatusText } from './status-text.js';

/** Statuses of a session. Source: sesja-sprawdzenie-stanu-i-pobranie-upo.md. */
export const sessionStatuses: Readonly<Record<number, StatusText>> = {
  100: {
    meaning: {
      en: 'The session is open, or waits for its parts.',
      pl: 'Sesja jest otwarta albo czeka na części paczki.',
    },
    advice: {
      en: 'Send invoices or upload the parts, then close it.',
      pl: 'Wyślij faktury albo części paczki, a potem zamknij sesję.',
    },
  },
  150: {
    meaning: { en: 'KSeF is processing the batch.', pl: 'KSeF przetwarza paczkę.' },
    advice: {
      en: 'Keep asking for the status. Do not send again.',
      pl: 'Pytaj dalej o status. Nie wysyłaj ponownie.',
    },
  },
  170: {
    meaning: { en: 'The session is closed and being processed.', pl: 'Sesja jest zamknięta i przetwarzana.' },
    advice: {
      en: 'Keep asking for the status. Do not send again.',
      pl: 'Pytaj dalej o status. Nie wysyłaj ponownie.',
    },
  },
  200: {
    meaning: { en: 'The session was processed.', pl: 'Sesja została przetworzona.' },
    advice: {
      en: 'Fetch the receipt (UPO) and the refused invoices.',
      pl: 'Pobierz UPO i odrzucone faktury.',
    },
  },
  405: {
    meaning: {
      en: 'Parts of the package failed verification: hash or size.',
      pl: 'Błąd weryfikacji części paczki: skrót lub rozmiar.',
    },
    advice: {
      en: 'Build the package again and send it in a new session.',
      pl: 'Zbuduj paczkę ponownie i wyślij ją w nowej sesji.',
    },
  },
  415: {
    meaning: {
      en: 'KSeF could not decrypt the session’s key.',
      pl: 'KSeF nie mógł odszyfrować klucza sesji.',
    },
    advice: {
      en: 'Fetch KSeF’s public key again and open another session.',
      pl: 'Pobierz aktualny klucz publiczny KSeF i otwórz nową sesję.',
    },
  },
  420: {
    meaning: { en: 'The session has more invoices than allowed.', pl: 'Przekroczono limit faktur w sesji.' },
    advice: { en: 'Split them over several sessions.', pl: 'Podziel faktury na kilka sesji.' },
  },
  430: {
    meaning: { en: 'KSeF could not unpack the package.', pl: 'KSeF nie mógł rozpakować paczki.' },
    advice: {
      en: 'Build the archive again and send it in a new session.',
      pl: 'Zbuduj archiwum ponownie i wyślij w nowej sesji.',
    },
  },
  435: {
    meaning: {
      en: 'KSeF could not decrypt the parts of the package.',
      pl: 'KSeF nie mógł odszyfrować części paczki.',
    },
    advice: { en: 'Encrypt the parts with the key of the session.', pl: 'Zaszyfruj części kluczem sesji.' },
  },
  440: {
    meaning: {
      en: 'The session was cancelled: nothing was sent, or the upload took too long.',
      pl: 'Sesja anulowana: nic nie wysłano albo minął czas wysyłki.',
    },
    advice: { en: 'Open a new session.', pl: 'Otwórz nową sesję.' },
  },
  445: {
    meaning: { en: 'No invoice of the session is valid.', pl: 'Żadna faktura z sesji nie jest poprawna.' },
    advice: { en: 'Look at the status of each invoice.', pl: 'Sprawdź status każdej faktury.' },
  },
  500: {
    meaning: { en: 'KSeF failed with an unknown error.', pl: 'Nieznany błąd KSeF.' },
    advice: {
      en: 'Check what was accepted before you send the rest again.',
      pl: 'Sprawdź, co przyjęto, zanim wyślesz resztę ponownie.',
    },
  },
};
