import type { StatusText } from './status-text.js';

/** Statuses of an invoice. Source: sesja-sprawdzenie-stanu-i-pobranie-upo.md. */
export const invoiceStatuses: Readonly<Record<number, StatusText>> = {
  100: {
    meaning: {
      en: 'KSeF has accepted the invoice for processing.',
      pl: 'KSeF przyjął fakturę do przetwarzania.',
    },
    advice: {
      en: 'Keep asking for the status. Do not send again.',
      pl: 'Pytaj dalej o status. Nie wysyłaj ponownie.',
    },
  },
  150: {
    meaning: { en: 'KSeF is processing the invoice.', pl: 'KSeF przetwarza fakturę.' },
    advice: {
      en: 'Keep asking for the status. Do not send again.',
      pl: 'Pytaj dalej o status. Nie wysyłaj ponownie.',
    },
  },
  200: {
    meaning: {
      en: 'KSeF has accepted the invoice and given it a KSeF number.',
      pl: 'KSeF przyjął fakturę i nadał jej numer KSeF.',
    },
    advice: { en: 'Keep the KSeF number and the receipt (UPO).', pl: 'Zachowaj numer KSeF i UPO.' },
  },
  405: {
    meaning: {
      en: 'Processing was cancelled because of an error of the session.',
      pl: 'Przetwarzanie przerwano z powodu błędu sesji.',
    },
    advice: {
      en: 'Look at the status of the session, then send the invoice in a new one.',
      pl: 'Sprawdź status sesji, a potem wyślij fakturę w nowej.',
    },
  },
  410: {
    meaning: {
      en: 'You may not issue this invoice: the context has no permission for its seller.',
      pl: 'Brak uprawnień do wystawienia faktury w imieniu tego sprzedawcy.',
    },
    advice: {
      en: 'Check the seller’s NIP, the context of the login and the permission InvoiceWrite.',
      pl: 'Sprawdź NIP sprzedawcy, kontekst logowania i uprawnienie InvoiceWrite.',
    },
  },
  415: {
    meaning: {
      en: 'Invoices with an attachment are not allowed here.',
      pl: 'Nie można tu wysłać faktury z załącznikiem.',
    },
    advice: {
      en: 'Send it by batch, after the seller has declared attachments in e-Urząd Skarbowy.',
      pl: 'Wyślij ją w sesji wsadowej po zgłoszeniu załączników w e-Urzędzie Skarbowym.',
    },
  },
  430: {
    meaning: {
      en: 'The file failed verification: its hash, size or encoding is not as declared or allowed.',
      pl: 'Błąd weryfikacji pliku: skrót, rozmiar lub kodowanie nie są zgodne z deklaracją albo dozwolone.',
    },
    advice: {
      en: 'Check the size (1 MB, 3 MB with an attachment) and the encoding, then send it again.',
      pl: 'Sprawdź rozmiar (1 MB, z załącznikiem 3 MB) i kodowanie, a potem wyślij ponownie.',
    },
  },
  435: {
    meaning: { en: 'KSeF could not decrypt the file.', pl: 'KSeF nie mógł odszyfrować pliku.' },
    advice: {
      en: 'Encrypt the invoice again with the key of its session and send it once more.',
      pl: 'Zaszyfruj fakturę ponownie kluczem sesji i wyślij ją jeszcze raz.',
    },
  },
  440: {
    meaning: {
      en: 'Duplicate: KSeF already has an invoice of this seller, kind and number.',
      pl: 'Duplikat: KSeF ma już fakturę tego sprzedawcy o tym rodzaju i numerze.',
    },
    advice: {
      en: 'Compare it with the original by its KSeF number. The same file means success; another file needs another number.',
      pl: 'Porównaj ją z oryginałem o podanym numerze KSeF. Ten sam plik oznacza sukces; inny plik wymaga innego numeru.',
    },
  },
  450: {
    meaning: {
      en: 'The content of the invoice failed verification: usually the schema, a date or a NIP.',
      pl: 'Błąd weryfikacji semantycznej dokumentu: zwykle schemat, data lub NIP.',
    },
    advice: {
      en: 'Read the details, validate the file, correct it and send it again under the same number.',
      pl: 'Przeczytaj szczegóły, sprawdź plik walidatorem, popraw go i wyślij ponownie z tym samym numerem.',
    },
  },
  500: {
    meaning: { en: 'KSeF failed with an unknown error.', pl: 'Nieznany błąd KSeF.' },
    advice: { en: 'Send the invoice again later.', pl: 'Wyślij fakturę ponownie później.' },
  },
  550: {
    meaning: {
      en: 'KSeF cancelled processing for reasons of its own.',
      pl: 'KSeF anulował przetwarzanie z przyczyn wewnętrznych.',
    },
    advice: { en: 'Send the invoice again.', pl: 'Wyślij fakturę ponownie.' },
  },
};
