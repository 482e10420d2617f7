import type { InvoiceLine } from '../data/line.js';
import { amountText } from '../money/decimals.js';
import { lineAmounts } from '../money/line-amounts.js';

/** Lines with their numbers and values, as the form writes them. What was given stays as it is. */
export function completeLines(
  lines: readonly InvoiceLine[],
  exchangeRate: string | number | undefined,
): InvoiceLine[] {
  return lines.map((line, index) => {
    const { isGross, value } = lineAmounts(line, `lines[${index}]`);
    const stated = isGross ? line.gross : line.net;
    return {
      ...line,
      number: line.number ?? index + 1,
      ...(stated === undefined && value !== undefined
        ? { [isGross ? 'gross' : 'net']: amountText(value) }
        : {}),
      ...(line.exchangeRate === undefined && exchangeRate !== undefined ? { exchangeRate } : {}),
    };
  });
}
