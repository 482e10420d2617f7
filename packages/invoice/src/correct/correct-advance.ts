import { completeOrderLines } from '../build/complete-lines.js';
import { totalsOf } from '../build/totals-of.js';
import type { InvoiceData } from '../data/invoice-data.js';
import type { OrderLine } from '../data/line.js';
import type { Totals } from '../data/totals.js';
import type { CorrectedAmounts, InvoiceChange } from './invoice-change.js';
import { matchLines } from './match-lines.js';
import { totalsDifference } from './totals-difference.js';

const nothing: Totals = { rates: [], gross: '0.00' };

/** The order of an advance before and after, with the change of the totals; undefined if nothing changes. */
export function correctAdvance(
  original: InvoiceData,
  change: InvoiceChange,
  isToZero: boolean,
): CorrectedAmounts | undefined {
  const { totals: was } = totalsOf(original);
  const payments = change.advancePayments ??
    original.advancePayments ?? [
      // A file with a single payment has no list of payments: its total is the amount paid.
      { date: original.supplyDate ?? original.issueDate, amount: was.gross },
    ];
  const { order, advancePayments, totals } = change;
  if (!isToZero && order === undefined && advancePayments === undefined && totals === undefined)
    return undefined;
  const before = original.order?.lines ?? [];
  const after = order?.lines ?? before;
  const is = isToZero
    ? nothing
    : (totals ??
      totalsOf({ ...original, totals: undefined, order: { lines: after }, advancePayments: payments })
        .totals);
  const [payment, ...others] = original.advancePayments ?? [];
  const paidOn = original.supplyDate ?? (others.length === 0 ? payment?.date : undefined);
  return {
    ...(before.length === 0 && after.length === 0
      ? {}
      : {
          order: {
            ...(order?.value === undefined ? {} : { value: order.value }),
            lines: pairsOf(before, after, isToZero),
          },
        }),
    totals: totalsDifference(is, was),
    amountBefore: String(was.gross),
    ...(paidOn === undefined || paidOn === change.issueDate ? {} : { supplyDate: paidOn }),
  };
}

/** All lines of the order before and after: the form shows both completely. */
function pairsOf(before: readonly OrderLine[], after: readonly OrderLine[], isToZero: boolean): OrderLine[] {
  return matchLines(completeOrderLines(before), after).flatMap(([was, is]) => [
    ...(was === undefined ? [] : [{ ...was, isBefore: true }]),
    is === undefined || isToZero ? { ...(was ?? is), quantity: '0', net: '0.00', vat: '0.00' } : is,
  ]);
}
