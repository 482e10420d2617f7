import { InvalidInputError } from '@ksef/core';
import Big from 'big.js';
import { totalsOf } from '../build/totals-of.js';
import { checkGroups } from '../build/totals-problems.js';
import type { InvoiceData } from '../data/invoice-data.js';
import type { RateTotal, Totals } from '../data/totals.js';
import { amountText, decimal } from '../money/decimals.js';
import { rateGroups } from '../money/rate-groups.js';
import { checkShape } from '../shape/check-shape.js';

/** A settled advance invoice, and its totals. */
export interface SettledAdvance {
  /** Its KSeF number. Omit it only if it was issued outside KSeF. */
  readonly ksefNumber?: string | undefined;
  /** Its number, if it was issued outside KSeF. */
  readonly number?: string | undefined;
  /** Its totals, from `buildInvoice` or `readInvoiceData`. */
  readonly totals: Totals;
}

/**
 * The data of a settlement invoice (ROZ): the whole supply in its lines, and totals minus the advances. Source: VAT
 * act, art. 106f(3).
 *
 * @throws InvalidInputError `INVALID_INPUT`, `MISSING_TOTALS`, `INVALID_AMOUNT`
 * @example
 * ```ts
 * import { buildInvoice, settleAdvances } from '@ksef/invoice';
 *
 * const data = settleAdvances(
 *   {
 *     number: 'FV 9/2026',
 *     issueDate: '2026-03-01',
 *     seller: { nip: '5265877635', name: 'Sklep sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
 *     buyer: { nip: '1111111111', name: 'Klient S.A.' },
 *     lines: [{ name: 'Dom', quantity: 1, unit: 'szt.', netPrice: '100000.00', rate: '23' }],
 *   },
 *   [
 *     {
 *       ksefNumber: '5265877635-20260201-0100001AF629-AF',
 *       totals: { rates: [{ group: 'standard', net: '10000.00', vat: '2300.00' }], gross: '12300.00' },
 *     },
 *   ],
 * );
 * console.log(buildInvoice(data).totals.gross); // '110700.00'
 * ```
 */
export function settleAdvances(whole: InvoiceData, advances: readonly SettledAdvance[]): InvoiceData {
  checkShape(whole, 'InvoiceData', 'whole');
  for (const [index, advance] of advances.entries()) checkAdvance(advance, `advances[${index}]`);
  const { totals } = totalsOf({ ...whole, kind: 'VAT' });
  const rates = rateGroups.flatMap(({ name }): RateTotal[] => {
    const all = totals.rates.find(({ group }) => group === name);
    const paid = advances.flatMap((advance) => advance.totals.rates.filter(({ group }) => group === name));
    if (all === undefined && paid.length === 0) return [];
    const has = (field: 'vat' | 'vatInPln') => [all, ...paid].some((one) => one?.[field] !== undefined);
    const left = (field: 'net' | 'vat' | 'vatInPln') =>
      paid.reduce((sum, one) => sum.minus(decimal(one[field] ?? 0, field)), new Big(all?.[field] ?? 0));
    return [
      {
        group: name,
        net: amountText(left('net')),
        ...(has('vat') ? { vat: amountText(left('vat')) } : {}),
        ...(has('vatInPln') ? { vatInPln: amountText(left('vatInPln')) } : {}),
      },
    ];
  });
  const gross = advances.reduce(
    (sum, advance) => sum.minus(decimal(advance.totals.gross, 'gross')),
    decimal(totals.gross, 'gross'),
  );
  return {
    ...whole,
    kind: 'ROZ',
    settledAdvances: advances.map(({ ksefNumber, number }) =>
      ksefNumber === undefined ? { numberOutsideKsef: String(number) } : { ksefNumber },
    ),
    totals: { rates, gross: amountText(gross) },
  };
}

function checkAdvance(advance: SettledAdvance, path: string): void {
  checkShape(advance, 'SettledAdvance', path);
  checkGroups(advance.totals);
  if (advance.ksefNumber === undefined && advance.number === undefined)
    throw new InvalidInputError(
      `${path} needs ksefNumber, or number for an advance invoice that was issued outside KSeF.`,
      { code: 'INVALID_INPUT', input: path },
    );
}
