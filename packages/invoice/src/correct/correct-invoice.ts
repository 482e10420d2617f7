import { InvalidInputError } from '@ksef/core';
import type { InvoiceData } from '../data/invoice-data.js';
import type { InvoiceLine } from '../data/line.js';
import type { Buyer, Seller } from '../data/party.js';
import { checkShape } from '../shape/check-shape.js';
import { correctAdvance } from './correct-advance.js';
import { correctLines } from './correct-lines.js';
import type { InvoiceChange } from './invoice-change.js';

/**
 * The data of a correction: the state before, the state after, and the corrected invoice. Pass it to `buildInvoice`.
 * Its totals are those after minus those before, so that invoice and correction add up to the grosz.
 *
 * To correct an invoice a second time, pass it as it is after the first correction: `{ ...original, lines }`.
 *
 * @throws InvalidInputError `INVALID_CORRECTION` where nothing changes, where a NIP would change, and where the original
 * is itself a correction; `INVALID_INPUT`, `INVALID_AMOUNT`, `MISSING_TOTALS`
 * @example
 * ```ts
 * import { buildInvoice, correctInvoice, type InvoiceData } from '@ksef/invoice';
 *
 * const original: InvoiceData = {
 *   number: 'FV 1/2026',
 *   issueDate: '2026-02-01',
 *   seller: { nip: '5265877635', name: 'Sklep sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
 *   buyer: { nip: '1111111111', name: 'Klient S.A.' },
 *   lines: [{ name: 'Rower', quantity: 2, unit: 'szt.', netPrice: '1000.00', rate: '23' }],
 * };
 * const correction = correctInvoice(original, {
 *   number: 'KOR 1/2026',
 *   issueDate: '2026-02-10',
 *   reason: 'Zwrot jednego roweru',
 *   ksefNumber: '5265877635-20260201-0100001AF629-AF',
 *   lines: [{ name: 'Rower', quantity: 1, unit: 'szt.', netPrice: '1000.00', rate: '23' }],
 * });
 * console.log(buildInvoice(correction).totals.gross); // '-1230.00'
 * ```
 */
export function correctInvoice(original: InvoiceData, change: InvoiceChange): InvoiceData {
  checkShape(original, 'InvoiceData', 'original');
  checkShape(change, 'InvoiceChange', 'change');
  return makeCorrection(original, change, false);
}

/** A correction of some parts, or of everything to zero. */
export function makeCorrection(original: InvoiceData, change: InvoiceChange, isToZero: boolean): InvoiceData {
  const { number, issueDate, reason, effect, ksefNumber, buyer, seller } = change;
  checkOriginal(original, change, isToZero);
  checkNips(original, change);
  const amounts =
    original.kind === 'ZAL'
      ? correctAdvance(original, change, isToZero)
      : correctLines(original, change, isToZero);
  if (amounts === undefined && buyer === undefined && seller === undefined)
    throw invalid('The correction changes nothing: give lines, order, advancePayments, buyer or seller.');
  const { amountBefore, ...parts } = amounts ?? { lines: [], totals: { rates: [], gross: '0' } };
  const {
    createdAt,
    lines,
    totals,
    payment,
    settlement,
    order,
    advancePayments,
    settledAdvances,
    attachment,
    ...kept
  } = original;
  return {
    ...kept,
    ...aboutLines(original, parts.lines ?? []),
    ...parts,
    number,
    issueDate,
    kind: kindOfCorrection(original.kind),
    seller: seller ?? original.seller,
    buyer: buyer ?? original.buyer,
    correction: {
      ...(reason === undefined ? {} : { reason }),
      ...(effect === undefined ? {} : { effect }),
      originals: [
        {
          number: original.number,
          issueDate: original.issueDate,
          ...(ksefNumber === undefined ? {} : { ksefNumber }),
        },
      ],
      ...(seller === undefined ? {} : { seller: formerSeller(original.seller) }),
      ...(buyer === undefined ? {} : { buyers: [formerBuyer(original.buyer)] }),
      ...(amountBefore === undefined ? {} : { amountBefore }),
    },
  };
}

/** Information about single lines moves with them. */
function aboutLines(
  { descriptions, annotations }: InvoiceData,
  lines: readonly InvoiceLine[],
): Pick<InvoiceData, 'descriptions' | 'annotations'> {
  const numbers = new Set(lines.map(({ number }) => Number(number)));
  const { newVehicles, ...others } = annotations ?? {};
  const vehicles = newVehicles?.vehicles.filter(({ line }) => numbers.has(Number(line))) ?? [];
  return {
    ...(descriptions === undefined
      ? {}
      : { descriptions: descriptions.filter(({ line }) => line === undefined || numbers.has(Number(line))) }),
    ...(annotations === undefined
      ? {}
      : {
          annotations: {
            ...others,
            ...(newVehicles === undefined || vehicles.length === 0
              ? {}
              : { newVehicles: { ...newVehicles, vehicles } }),
          },
        }),
  };
}

function formerSeller({ nip, name, address, vatPrefix }: Seller) {
  return { nip, name, address, ...(vatPrefix === undefined ? {} : { vatPrefix }) };
}

function formerBuyer({ nip, euVat, foreignId, name, address, key }: Buyer) {
  const former = { nip, euVat, foreignId, name, address, key };
  return Object.fromEntries(Object.entries(former).filter(([, value]) => value !== undefined));
}

function kindOfCorrection(kind: InvoiceData['kind'] = 'VAT'): InvoiceData['kind'] {
  if (kind === 'ZAL' || kind === 'KOR_ZAL') return 'KOR_ZAL';
  return kind === 'ROZ' || kind === 'KOR_ROZ' ? 'KOR_ROZ' : 'KOR';
}

// The lines of a correction show what changed, not the invoice after the change.
function checkOriginal({ kind = 'VAT' }: InvoiceData, change: InvoiceChange, isToZero: boolean): void {
  const { lines, order, advancePayments } = change;
  const changesAmounts =
    isToZero || lines !== undefined || order !== undefined || advancePayments !== undefined;
  if (kind.startsWith('KOR') && changesAmounts)
    throw invalid(
      'The original is itself a correction: its lines say only what changed. Give the invoice as it is after that correction: { ...invoice, lines }.',
    );
}

function checkNips(original: InvoiceData, { buyer, seller }: InvoiceChange): void {
  if (buyer !== undefined && original.buyer.nip !== undefined && buyer.nip !== original.buyer.nip)
    throw invalid('The NIP of a buyer cannot be corrected: correct to zero and issue a new invoice.');
  if (seller !== undefined && seller.nip !== original.seller.nip)
    throw invalid('The NIP of a seller cannot be corrected: correct to zero and issue a new invoice.');
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_CORRECTION', input: 'change' });
}
