import { InvalidInputError } from '@ksef/core';
import { type Fa3, writeFa3 } from '@ksef/forms/fa3';
import type { InvoiceData } from '../data/invoice-data.js';
import type { Totals } from '../data/totals.js';
import { decimal } from '../money/decimals.js';
import { checkShape } from '../shape/check-shape.js';
import { type BuildIssue, buildIssues } from './build-issues.js';
import { dataToModel } from './data-to-model.js';
import { totalsOf } from './totals-of.js';

/** An invoice that was built. */
export interface BuiltInvoice {
  /** With the form's own names. */
  readonly model: Fa3.Faktura;
  /** The file, ready to send. */
  readonly xml: Uint8Array;
  readonly totals: Totals;
  readonly issues: readonly BuildIssue[];
}

/**
 * Builds an FA(3) invoice from plain data. Calculates totals exactly, fills in legal defaults, rejects unknown fields,
 * and rejects what the schema does not allow, with its path.
 *
 * @throws InvalidInputError `INVALID_INPUT`, `INVALID_AMOUNT`, `MISSING_TOTALS`; FormError `INVALID_FORM` with every
 * field that the schema does not allow
 * @example
 * ```ts
 * import { buildInvoice } from '@ksef/invoice';
 *
 * const { xml, totals } = buildInvoice({
 *   number: 'FV 1/2026',
 *   issueDate: '2026-02-01',
 *   seller: { nip: '5265877635', name: 'Sklep sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
 *   buyer: { nip: '1111111111', name: 'Klient S.A.', address: 'ul. Polna 2, 30-002 Kraków' },
 *   lines: [{ name: 'Rower', quantity: 2, unit: 'szt.', netPrice: '1000.00', rate: '23' }],
 *   payment: { due: '2026-02-15', means: 'transfer', accounts: '61109010140000071219812874' },
 * });
 * console.log(totals.gross, xml.length); // '2460.00'
 * ```
 */
export function buildInvoice(data: InvoiceData): BuiltInvoice {
  checkShape(data, 'InvoiceData');
  const complete = withAdvanceDate(withoutRateOfPln(data));
  const { totals, differences } = totalsOf(complete);
  const createdAt = data.createdAt ?? new Date().toISOString().replace(/\.\d{3}Z$/, 'Z');
  const model = dataToModel(complete, totals, createdAt);
  const xml = writeFa3(model);
  return { model, xml, totals, issues: buildIssues(complete, totals, differences) };
}

/**
 * Data that is prepared for several currencies contains 1 for PLN. Any other rate means that the currency is missing.
 */
function withoutRateOfPln(data: InvoiceData): InvoiceData {
  const { exchangeRate, ...rest } = data;
  if (exchangeRate === undefined || (data.currency ?? 'PLN') !== 'PLN') return data;
  if (decimal(exchangeRate, 'exchangeRate').eq(1)) return rest;
  throw new InvalidInputError(
    `exchangeRate is ${exchangeRate}, and the invoice is in PLN. Give currency, or leave exchangeRate out.`,
    { code: 'INVALID_INPUT', input: 'exchangeRate' },
  );
}

// The day of a single payment is the date of the advance.
function withAdvanceDate(data: InvoiceData): InvoiceData {
  const [payment, ...others] = data.advancePayments ?? [];
  if (data.kind !== 'ZAL' || payment === undefined || others.length > 0) return data;
  if (data.supplyDate !== undefined || data.totals !== undefined || payment.date === data.issueDate)
    return data;
  return { ...data, supplyDate: payment.date };
}
