import { InvalidInputError } from '@ksef/core';
import Big from 'big.js';
import type { InvoiceData } from '../data/invoice-data.js';
import type { InvoiceLine, OrderLine } from '../data/line.js';
import type { Totals } from '../data/totals.js';
import { compareTotals, computeTotals, type TotalsDifference } from '../money/compute-totals.js';
import { decimal } from '../money/decimals.js';
import { lineAmounts, vatOnNet } from '../money/line-amounts.js';

/** The totals of an invoice, and where those that were given do not follow from its lines. */
export interface JudgedTotals {
  readonly totals: Totals;
  readonly differences: readonly TotalsDifference[];
}

/**
 * Totals given are taken as they are and compared with those of the lines; otherwise they are worked out.
 *
 * @throws InvalidInputError `MISSING_TOTALS` where nothing says what the invoice is worth; `INVALID_AMOUNT`
 */
export function totalsOf(data: InvoiceData): JudgedTotals {
  const { kind = 'VAT', totals, lines = [] } = data;
  const computed = canCompute(data) ? compute(data) : undefined;
  if (totals === undefined) {
    if (computed === undefined) throw missing(kind);
    return { totals: computed, differences: [] };
  }
  // Of a correction the lines may be a choice of texts: only what has amounts can be compared.
  const differences = computed === undefined ? [] : compareTotals(totals, computed, lines.length);
  return { totals, differences };
}

function canCompute({ kind = 'VAT', lines = [], order, advancePayments = [] }: InvoiceData): boolean {
  if (kind === 'ROZ' || kind === 'KOR_ROZ' || kind === 'KOR_ZAL') return false;
  if (kind === 'ZAL') return order !== undefined && advancePayments.length > 0;
  return (
    lines.length > 0 && lines.every((line, index) => lineAmounts(line, `lines[${index}]`).value !== undefined)
  );
}

function compute(data: InvoiceData): Totals {
  const exchangeRate =
    data.exchangeRate === undefined ? undefined : decimal(data.exchangeRate, 'exchangeRate');
  const options = {
    rounding: data.rounding ?? 'total',
    hasMargin: data.annotations?.margin !== undefined,
    exchangeRate,
  } as const;
  if (data.kind === 'ZAL') return computeTotals(sharesOfAdvance(data), options);
  return computeTotals(data.lines ?? [], options);
}

/** An advance is split over the rates of its order by their gross values. Source: VAT act, art. 106f(1)(3). */
function sharesOfAdvance({ order, advancePayments = [] }: InvoiceData): InvoiceLine[] {
  const paid = advancePayments.reduce(
    (sum, { amount }, index) => sum.plus(decimal(amount, `advancePayments[${index}].amount`)),
    new Big(0),
  );
  const lines = (order?.lines ?? []).map((line, index) => ({
    line,
    gross: grossOf(line, `order.lines[${index}]`),
  }));
  const whole = lines.reduce((sum, { gross }) => sum.plus(gross), new Big(0));
  if (whole.eq(0)) throw missing('ZAL');
  const byRate = new Map<string, { line: OrderLine; gross: Big }>();
  for (const { line, gross } of lines) {
    const key = `${line.rate} ${line.ossRate}`;
    byRate.set(key, { line, gross: (byRate.get(key)?.gross ?? new Big(0)).plus(gross) });
  }
  const shares = [...byRate.values()].map(({ line, gross }) => ({
    line,
    amount: paid.times(gross).div(whole).round(2, Big.roundHalfUp),
  }));
  // Rounding must not lose a grosz: the last share takes what is left.
  const last = shares.at(-1);
  if (last !== undefined)
    last.amount = shares.slice(0, -1).reduce((left, { amount }) => left.minus(amount), paid);
  return shares.map(({ line, amount }) => ({
    rate: line.rate,
    ossRate: line.ossRate,
    gross: amount.toFixed(2),
  }));
}

function grossOf(line: OrderLine, path: string): Big {
  const { value } = lineAmounts(line, path);
  if (value === undefined) return new Big(0);
  return value.plus(line.vat === undefined ? vatOnNet(value, line) : decimal(line.vat, `${path}.vat`));
}

function missing(kind: string): InvalidInputError {
  const how =
    kind === 'ROZ'
      ? 'Give totals, or make the data with settleAdvances().'
      : kind === 'ZAL'
        ? 'Give order with lines that have amounts, and advancePayments; or totals.'
        : 'Give lines with prices and quantities, or totals.';
  return new InvalidInputError(`The totals of the invoice (${kind}) are not known. ${how}`, {
    code: 'MISSING_TOTALS',
    input: 'totals',
  });
}
