import type { InvoiceData } from '../data/invoice-data.js';
import { checkShape } from '../shape/check-shape.js';
import { makeCorrection } from './correct-invoice.js';
import type { InvoiceChange } from './invoice-change.js';

/**
 * The data of a correction that cancels an invoice completely: for one that should not have been issued, or that has
 * the wrong buyer's NIP.
 *
 * @throws InvalidInputError `INVALID_CORRECTION` for an original that is itself a correction; `INVALID_INPUT`,
 * `INVALID_AMOUNT`, `MISSING_TOTALS`
 * @example
 * ```ts
 * import { buildInvoice, correctToZero, type InvoiceData } from '@ksef/invoice';
 *
 * const original: InvoiceData = {
 *   number: 'FV 1/2026',
 *   issueDate: '2026-02-01',
 *   seller: { nip: '5265877635', name: 'Sklep sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
 *   buyer: { nip: '1111111111', name: 'Klient S.A.' },
 *   lines: [{ name: 'Rower', quantity: 2, unit: 'szt.', netPrice: '1000.00', rate: '23' }],
 * };
 * const correction = correctToZero(original, {
 *   number: 'KOR 1/2026',
 *   issueDate: '2026-02-10',
 *   reason: 'Błędny NIP nabywcy',
 *   ksefNumber: '5265877635-20260201-0100001AF629-AF',
 * });
 * console.log(buildInvoice(correction).totals.gross); // '-2460.00'
 * ```
 */
export function correctToZero(
  original: InvoiceData,
  change: Omit<InvoiceChange, 'lines' | 'order' | 'advancePayments' | 'totals' | 'buyer' | 'seller'>,
): InvoiceData {
  checkShape(original, 'InvoiceData', 'original');
  checkShape(change, 'InvoiceChange', 'change');
  return makeCorrection(original, change, true);
}
