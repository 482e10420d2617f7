import { completeLines, completeValues } from '../build/complete-lines.js';
import { totalsOf } from '../build/totals-of.js';
import type { InvoiceData } from '../data/invoice-data.js';
import type { Totals } from '../data/totals.js';
import { groupOf } from '../money/rate-groups.js';
import { beforeAndAfter, differences, isSameLine } from './changed-lines.js';
import type { CorrectedAmounts, InvoiceChange } from './invoice-change.js';
import { matchLines } from './match-lines.js';
import { totalsDifference } from './totals-difference.js';

const nothing: Totals = { rates: [], gross: '0.00' };

/** Changed lines with the change of the totals; undefined if nothing changes. */
export function correctLines(
  original: InvoiceData,
  change: InvoiceChange,
  isToZero: boolean,
): CorrectedAmounts | undefined {
  const before = original.lines ?? [];
  const after = isToZero ? [] : (change.lines ?? before);
  const changed = matchLines(completeLines(before), completeValues(after)).filter(
    ([was, is]) => !isSameLine(was, is),
  );
  if (changed.length === 0 && change.totals === undefined && !isToZero) return undefined;
  const lines = change.method === 'difference' ? differences(changed) : beforeAndAfter(changed);
  // A settlement's totals exclude its advances: the change of the whole supply is that of the rest.
  const isSettlement = original.kind === 'ROZ';
  const whole: InvoiceData = isSettlement ? { ...original, kind: 'VAT', totals: undefined } : original;
  const hasMargin = original.annotations?.margin !== undefined;
  const groups = new Set(
    changed.flat().flatMap((line) => (line === undefined ? [] : [groupOf(line, hasMargin)])),
  );
  const was = isSettlement && isToZero ? totalsOf(original).totals : totalsOf(whole).totals;
  const is = isToZero
    ? nothing
    : (change.totals ??
      (after.length === 0 ? nothing : totalsOf({ ...whole, totals: undefined, lines: after }).totals));
  const isPartial = !isToZero && change.totals === undefined;
  return {
    lines,
    totals: totalsDifference(is, was, isPartial ? groups : undefined),
    ...(isSettlement ? { amountBefore: String(totalsOf(original).totals.gross) } : {}),
  };
}
