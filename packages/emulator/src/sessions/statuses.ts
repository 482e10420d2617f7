import type { StatusRecord } from './records.js';

// Source: tables of `SessionStatusResponse` and `SessionInvoiceStatusResponse` in the contract.
const sessionDescriptions = {
  100: 'Sesja interaktywna otwarta',
  170: 'Sesja interaktywna zamknięta',
  200: 'Sesja interaktywna przetworzona pomyślnie',
  415: 'Błąd odszyfrowania dostarczonego klucza',
  440: 'Sesja anulowana',
  445: 'Błąd weryfikacji, brak poprawnych faktur',
} as const;

const batchDescriptions = {
  100: 'Sesja wsadowa rozpoczęta',
  150: 'Trwa przetwarzanie',
  200: 'Sesja wsadowa przetworzona pomyślnie',
  405: 'Błąd weryfikacji poprawności dostarczonych elementów paczki',
  415: 'Błąd odszyfrowania dostarczonego klucza',
  420: 'Przekroczony limit faktur w sesji',
  430: 'Błąd dekompresji pierwotnego archiwum',
  435: 'Błąd odszyfrowania zaszyfrowanych części archiwum',
  440: 'Sesja anulowana',
  445: 'Błąd weryfikacji, brak poprawnych faktur',
  500: 'Nieznany błąd (500)',
} as const;

/** Codes a batch session can have. */
export type BatchStatusCode = keyof typeof batchDescriptions;

const invoiceDescriptions = {
  100: 'Faktura przyjęta do dalszego przetwarzania',
  150: 'Trwa przetwarzanie',
  200: 'Sukces',
  405: 'Przetwarzanie anulowane z powodu błędu sesji',
  410: 'Nieprawidłowy zakres uprawnień',
  415: 'Brak możliwości wysyłania faktury z załącznikiem',
  430: 'Błąd weryfikacji pliku faktury',
  435: 'Błąd odszyfrowania pliku',
  440: 'Duplikat faktury',
  450: 'Błąd weryfikacji semantyki dokumentu faktury',
} as const;

/** Codes an invoice can have here. */
export type InvoiceStatusCode = keyof typeof invoiceDescriptions;

/** A session status with KSeF's own description. */
export function sessionStatus(code: keyof typeof sessionDescriptions, ...details: string[]): StatusRecord {
  return withDetails({ code, description: sessionDescriptions[code] }, details);
}

/** A status of a batch session with KSeF's own description. */
export function batchStatus(code: BatchStatusCode, ...details: string[]): StatusRecord {
  return withDetails({ code, description: batchDescriptions[code] }, details);
}

/** An invoice status with KSeF's own description. */
export function invoiceStatus(code: InvoiceStatusCode, ...details: string[]): StatusRecord {
  return withDetails({ code, description: invoiceDescriptions[code] }, details);
}

function withDetails(status: StatusRecord, details: readonly string[]): StatusRecord {
  return details.length === 0 ? status : { ...status, details };
}
