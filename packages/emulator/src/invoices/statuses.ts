import { type StatusRecord, withDetails } from '../http/index.js';

// Source: table of `SessionInvoiceStatusResponse` in the contract.
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

/** An invoice status with KSeF's own description. */
export function invoiceStatus(code: InvoiceStatusCode, ...details: string[]): StatusRecord {
  return withDetails({ code, description: invoiceDescriptions[code] }, details);
}
