import type { InvoiceData } from '../../src/index.js';
import type { RrInvoiceData } from '../../src/rr.js';

/** A plain invoice of one line, some of whose fields are replaced. */
export function invoiceData(changes: Partial<InvoiceData> = {}): InvoiceData {
  return {
    number: 'FV 1/2026',
    issueDate: '2026-11-28',
    seller: { nip: '5265877635', name: 'Sklep sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
    buyer: { nip: '1111111111', name: 'Klient S.A.', address: 'ul. Polna 2, 30-002 Kraków' },
    lines: [{ name: 'Rower', quantity: 2, unit: 'szt.', netPrice: '1000.00', rate: '23' }],
    createdAt: '2026-11-28T10:00:00Z',
    ...changes,
  };
}

/** When the invoices of these tests are looked at. */
export const now = new Date('2026-11-28T12:00:00Z');

/** A plain FA_RR of one line, some of whose fields are replaced. */
export function rrData(changes: Partial<RrInvoiceData> = {}): RrInvoiceData {
  return {
    number: 'RR 1/2026',
    issueDate: '2026-11-28',
    farmer: { nip: '1111111111', name: 'Jan Rolnik', address: 'Polna 1, 05-000 Wieś' },
    buyer: { nip: '5265877635', name: 'Skup sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
    lines: [{ name: 'Jabłka', unit: 'kg', quantity: 100, quality: 'I', price: '2.00' }],
    totalInWords: 'dwieście czternaście złotych',
    createdAt: '2026-11-28T10:00:00Z',
    ...changes,
  };
}
