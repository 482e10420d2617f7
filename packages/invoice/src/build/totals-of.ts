import type { InvoiceData } from '../data/invoice-data.js';
import type { InvoiceLine } from '../data/line.js';
import type { Totals } from '../data/totals.js';
import { compareTotals, type TotalsDifference } from '../money/compare-totals.js';
import { computeTotals } from '../money/compute-totals.js';
import { decimal } from '../money/decimals.js';
import { lineAmounts } from '../money/line-amounts.js';
import { groupOf } from '../money/rate-groups.js';
import { sharesOfAdvances } from './advance-shares.js';
import { checkGroups, missingAmount, missingRate, missingTotals } from './totals-problems.js';

/** The totals of an invoice, and which given ones do not follow from its lines. */
export interface JudgedTotals {
  readonly totals: Totals;
  readonly differences: readonly TotalsDifference[];
}

/**
 * Given totals are used unchanged and compared with those of the lines. Otherwise they are calculated.
 *
 * @throws InvalidInputError `MISSING_TOTALS` where nothing says what the invoice is worth; `INVALID_AMOUNT`
 */
export function totalsOf(data: InvoiceData): JudgedTotals {
  const { totals, lines = [] } = data;
  if (totals === undefined) {
    const gap = gapOf(data);
    if (gap !== undefined) throw gap;
    return { totals: computeOf(data), differences: [] };
  }
  checkGroups(totals);
  // Lines may consist of texts only: lines without amounts cannot be compared.
  const differences = gapOf(data) === undefined ? compareTotals(totals, computeOf(data), lines.length) : [];
  return { totals, differences };
}

/** Why totals cannot be calculated; undefined if they can. */
function gapOf({ kind = 'VAT', lines = [], order, advancePayments = [], annotations }: InvoiceData) {
  if (kind === 'ROZ' || kind === 'KOR_ROZ' || kind === 'KOR_ZAL') return missingTotals(kind);
  if (kind === 'ZAL')
    return order === undefined || advancePayments.length === 0
      ? missingTotals(kind)
      : gapOfLines(order.lines, 'order.lines', false);
  if (lines.length === 0) return missingTotals(kind);
  return gapOfLines(lines, 'lines', annotations?.margin !== undefined);
}

function gapOfLines(lines: readonly InvoiceLine[], list: string, hasMargin: boolean) {
  for (const [index, line] of lines.entries()) {
    const path = `${list}[${index}]`;
    const { value } = lineAmounts(line, path);
    if (value === undefined) return missingAmount(path);
    if (groupOf(line, hasMargin) === undefined && !value.eq(0)) return missingRate(line, path);
  }
  return undefined;
}

function computeOf(data: InvoiceData): Totals {
  const options = {
    rounding: data.rounding ?? 'total',
    hasMargin: data.annotations?.margin !== undefined,
    exchangeRate: data.exchangeRate === undefined ? undefined : decimal(data.exchangeRate, 'exchangeRate'),
  } as const;
  return computeTotals(data.kind === 'ZAL' ? sharesOfAdvances(data) : (data.lines ?? []), options);
}
