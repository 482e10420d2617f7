import Big from 'big.js';
import type { RrLine, RrTotals } from '../data/rr-data.js';
import { amountText, decimal } from '../money/decimals.js';

/** Lines with their numbers and amounts, as the form writes them. What was given stays as it is. */
export function completeRrLines(lines: readonly RrLine[]): RrLine[] {
  return lines.map((line, index) => {
    const path = `lines[${index}]`;
    const price = decimal(line.price, `${path}.price`);
    const value = line.value ?? amountText(price.times(decimal(line.quantity, `${path}.quantity`)));
    const rate = line.rate ?? '7';
    const refund = line.refund ?? amountText(decimal(value, `${path}.value`).times(rate).div(100));
    const gross =
      line.gross ?? amountText(decimal(value, `${path}.value`).plus(decimal(refund, `${path}.refund`)));
    return { ...line, number: line.number ?? index + 1, value, rate, refund, gross };
  });
}

/** The sums of complete lines; those of the state before a correction count against the others. */
export function sumRrLines(lines: readonly RrLine[]): RrTotals {
  const sum = (field: 'value' | 'refund' | 'gross') =>
    amountText(
      lines.reduce((total, line) => {
        const amount = decimal(line[field] ?? 0, field);
        return line.isBefore === true ? total.minus(amount) : total.plus(amount);
      }, new Big(0)),
    );
  return { value: sum('value'), refund: sum('refund'), gross: sum('gross') };
}
