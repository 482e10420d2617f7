import type { InvoiceLine, OrderLine } from '../data/line.js';
import { amountText, decimal } from '../money/decimals.js';
import { lineAmounts, vatOnNet } from '../money/line-amounts.js';

/** Lines with their numbers and values in the form's notation. Given values stay unchanged. */
export function completeLines(
  lines: readonly InvoiceLine[],
  exchangeRate?: string | number | undefined,
): InvoiceLine[] {
  return completeValues(numberLines(lines)).map((line) =>
    line.exchangeRate === undefined && exchangeRate !== undefined ? { ...line, exchangeRate } : line,
  );
}

/** Lines with their values. */
export function completeValues(lines: readonly InvoiceLine[]): InvoiceLine[] {
  return lines.map((line, index) => {
    const { isGross, value } = lineAmounts(line, `lines[${index}]`);
    const stated = isGross ? line.gross : line.net;
    if (stated !== undefined || value === undefined) return line;
    return { ...line, [isGross ? 'gross' : 'net']: amountText(value) };
  });
}

/** Lines of an order with their numbers, values and taxes. */
export function completeOrderLines(lines: readonly OrderLine[]): OrderLine[] {
  return numberLines(lines).map((line, index) => {
    const { value } = lineAmounts(line, `order.lines[${index}]`);
    if (value === undefined) return line;
    return {
      ...line,
      ...(line.net === undefined ? { net: amountText(value) } : {}),
      ...(line.vat === undefined ? { vat: amountText(vatOnNet(value, line)) } : {}),
    };
  });
}

/** The value of an order including tax: the state before a correction does not count. */
export function orderValue(lines: readonly OrderLine[]): string {
  const sum = completeOrderLines(lines).reduce(
    (total, { net, vat, isBefore }, index) => {
      const path = `order.lines[${index}]`;
      if (isBefore === true) return total;
      return total.plus(decimal(net ?? 0, `${path}.net`)).plus(decimal(vat ?? 0, `${path}.vat`));
    },
    decimal(0, 'order.value'),
  );
  return amountText(sum);
}

/** Lines without a number get that of their position, or the next free one if another line has it. */
export function numberLines<Line extends Pick<InvoiceLine, 'number'>>(lines: readonly Line[]): Line[] {
  const taken = new Set(lines.flatMap(({ number }) => (number === undefined ? [] : [Number(number)])));
  let next = lines.length;
  return lines.map((line, index) => {
    if (line.number !== undefined) return line;
    let number = index + 1;
    if (taken.has(number)) {
      do next++;
      while (taken.has(next));
      number = next;
    }
    return { ...line, number: String(number) };
  });
}
