import Big from 'big.js';
import { numberLines } from '../build/complete-lines.js';
import type { RrLine, RrTotals } from '../data/rr-data.js';
import { amountText, decimal, toGrosze } from '../money/decimals.js';

/** Lines with their numbers and amounts in the form's notation. Given values stay unchanged. */
export function completeRrLines(lines: readonly RrLine[]): RrLine[] {
  return numberLines(lines).map((line, index) => {
    const path = `lines[${index}]`;
    const price = decimal(line.price, `${path}.price`);
    const value = line.value ?? amountText(price.times(decimal(line.quantity, `${path}.quantity`)));
    const rate = line.rate ?? '7';
    const refund =
      line.refund ??
      amountText(
        decimal(value, `${path}.value`)
          .times(decimal(rate, `${path}.rate`))
          .div(100),
      );
    const gross =
      line.gross ?? amountText(decimal(value, `${path}.value`).plus(decimal(refund, `${path}.refund`)));
    return { ...line, value, rate, refund, gross };
  });
}

/**
 * The sums of complete lines; those of the state before a correction are subtracted. If every line has an exchange
 * rate, also the sums in PLN.
 */
export function sumRrLines(lines: readonly RrLine[]): RrTotals {
  const sum = (field: 'value' | 'refund' | 'gross', isInPln: boolean) =>
    lines.reduce((total, line, index) => {
      const amount = decimal(line[field] ?? 0, `lines[${index}].${field}`);
      const rate = isInPln ? decimal(line.exchangeRate ?? 1, `lines[${index}].exchangeRate`) : 1;
      return line.isBefore === true ? total.minus(amount.times(rate)) : total.plus(amount.times(rate));
    }, new Big(0));
  const totals = {
    value: amountText(sum('value', false)),
    refund: amountText(sum('refund', false)),
    gross: amountText(sum('gross', false)),
  };
  if (lines.length === 0 || lines.some(({ exchangeRate }) => exchangeRate === undefined)) return totals;
  const [valueInPln, refundInPln] = [toGrosze(sum('value', true)), toGrosze(sum('refund', true))];
  return {
    ...totals,
    valueInPln: amountText(valueInPln),
    refundInPln: amountText(refundInPln),
    grossInPln: amountText(valueInPln.plus(refundInPln)),
  };
}
