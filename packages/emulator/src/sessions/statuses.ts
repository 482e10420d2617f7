import { type StatusRecord, withDetails } from '../http/index.js';

// Source: table of `SessionStatusResponse` in the contract.
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

/** A session status with KSeF's own description. */
export function sessionStatus(code: keyof typeof sessionDescriptions, ...details: string[]): StatusRecord {
  return withDetails({ code, description: sessionDescriptions[code] }, details);
}

/** A status of a batch session with KSeF's own description. */
export function batchStatus(code: BatchStatusCode, ...details: string[]): StatusRecord {
  return withDetails({ code, description: batchDescriptions[code] }, details);
}

/** What the status of a batch says when its parts did not come in time. */
export const tooLate = 'Przekroczono czas wysyłki';
