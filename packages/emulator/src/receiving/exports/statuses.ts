import type { StatusRecord } from '../../http/index.js';

// Source: table of `InvoiceExportStatusResponse` in the contract.
const descriptions = {
  100: 'Eksport faktur w toku',
  200: 'Eksport faktur zakończony sukcesem',
  210: 'Eksport faktur wygasł i nie jest już dostępny do pobrania',
  // Not in the table; KSeF has answered so within a 200 (ksef-api #245).
  410: 'Eksport faktur nie jest już dostępny',
  415: 'Błąd odszyfrowania dostarczonego klucza',
  420: 'Zakres filtrowania wykracza poza dostępny zakres danych',
  500: 'Nieznany błąd (500)',
  550: 'Operacja została anulowana przez system',
} as const;

/** A status of an export with KSeF's own description. */
export function exportStatus(code: keyof typeof descriptions, ...details: string[]): StatusRecord {
  const status = { code, description: descriptions[code] };
  return details.length === 0 ? status : { ...status, details };
}
