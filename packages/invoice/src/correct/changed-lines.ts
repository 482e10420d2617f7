import Big from 'big.js';
import type { Decimal } from '../data/decimal.js';
import type { InvoiceLine } from '../data/line.js';
import { lineMap } from '../mapping/line-map.js';
import { amountText, decimal } from '../money/decimals.js';
import { lineAmounts } from '../money/line-amounts.js';
import type { LinePair } from './match-lines.js';

/** Whether two lines are equal: `2` and `"2"` are the same quantity, `1.5` and `1.50` the same price. */
export function isSameLine(one: InvoiceLine | undefined, other: InvoiceLine | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return lineMap.every(([name, , kind]) => {
    const [left, right] = [one[name], other[name]];
    if (left === right || name === 'number') return true;
    if (kind === 'marker') return (left === true) === (right === true);
    return (
      kind === 'decimal' && isSameAmount(left as Decimal | undefined, right as Decimal | undefined, name)
    );
  });
}

function isSameAmount(one: Decimal | undefined, other: Decimal | undefined, path: string): boolean {
  if (one === undefined || other === undefined) return one === other;
  return decimal(one, path).eq(decimal(other, path));
}

/** Each changed line before and after. */
export function beforeAndAfter(pairs: readonly LinePair<InvoiceLine>[]): InvoiceLine[] {
  return pairs.flatMap(([was, is]) => [
    ...(was === undefined ? [] : [{ ...was, isBefore: true }]),
    ...(is === undefined ? [zeroOf(was ?? {})] : [is]),
  ]);
}

/** A removed line, with all values at zero. */
function zeroOf(line: InvoiceLine): InvoiceLine {
  const { discount, vat, excise, net, gross, ...rest } = line;
  const { isGross } = lineAmounts(line, 'lines');
  return {
    ...rest,
    quantity: '0',
    ...(isGross || gross !== undefined ? { gross: '0.00' } : {}),
    ...(!isGross || net !== undefined ? { net: '0.00' } : {}),
    ...(vat === undefined ? {} : { vat: '0.00' }),
  };
}

/**
 * Changed lines by their differences. A line with another rate or price takes the old one back, and is added as a new
 * one.
 */
export function differences(pairs: readonly LinePair<InvoiceLine>[]): InvoiceLine[] {
  let last = Math.max(0, ...pairs.map(([was, is]) => Number((was ?? is)?.number ?? 0)));
  return pairs.flatMap(([was, is]) => {
    if (was === undefined) return is === undefined ? [] : [is];
    if (is !== undefined && isSameSupply(was, is)) return [difference(was, is)];
    if (is !== undefined && isOtherPrice(was, is)) return [priceDifference(was, is)];
    if (is === undefined) return [difference(was, undefined)];
    last++;
    return [difference(was, undefined), { ...is, number: String(last) }];
  });
}

function isSameSupply(was: InvoiceLine, is: InvoiceLine): boolean {
  const amounts = ['netPrice', 'grossPrice', 'discount', 'ossRate', 'exchangeRate'] as const;
  return (
    was.rate === is.rate &&
    (was.vat === undefined) === (is.vat === undefined) &&
    (was.quantity === undefined) === (is.quantity === undefined) &&
    lineAmounts(was, 'lines').isGross === lineAmounts(is, 'lines').isGross &&
    amounts.every((name) => isSameAmount(was[name], is[name], name))
  );
}

/** The same quantity with another price or discount: the official examples show the difference of the price. */
function isOtherPrice(was: InvoiceLine, is: InvoiceLine): boolean {
  const price = lineAmounts(was, 'lines').isGross ? 'grossPrice' : 'netPrice';
  if (was[price] === undefined || is[price] === undefined || was.quantity === undefined) return false;
  return (
    isSameAmount(was.quantity, is.quantity, 'quantity') &&
    isSameSupply({ ...was, [price]: is[price], discount: is.discount }, is)
  );
}

function priceDifference(was: InvoiceLine, is: InvoiceLine): InvoiceLine {
  const price = lineAmounts(was, 'lines').isGross ? 'grossPrice' : 'netPrice';
  const change = (field: typeof price | 'discount') =>
    decimal(is[field] ?? 0, field).minus(decimal(was[field] ?? 0, field));
  const discount = change('discount');
  const { discount: _discount, ...line } = difference(was, is);
  return {
    ...line,
    quantity: is.quantity,
    [price]: plain(change(price)),
    ...(discount.eq(0) ? {} : { discount: plain(discount) }),
  };
}

function difference(was: InvoiceLine, is: InvoiceLine | undefined): InvoiceLine {
  const path = `lines[${Number(was.number) - 1}]`;
  const minus = (field: keyof InvoiceLine & ('quantity' | 'vat' | 'net' | 'gross' | 'excise')) => {
    const [now, before] = [is?.[field], was[field]];
    if (now === undefined && before === undefined) return undefined;
    return decimal(now ?? 0, `${path}.${field}`).minus(decimal(before ?? 0, `${path}.${field}`));
  };
  const { isGross, value } = lineAmounts(was, path);
  const change = new Big(is === undefined ? 0 : (lineAmounts(is, path).value ?? 0)).minus(value ?? 0);
  const [quantity, vat] = [minus('quantity'), minus('vat')];
  const excise = minus('excise');
  // The other of the two values, if a line states both.
  const [net, gross] = [minus('net'), minus('gross')];
  const { quantity: _quantity, vat: _vat, net: _net, gross: _gross, ...rest } = is ?? was;
  const { excise: _excise, ...kept } = rest;
  return {
    ...kept,
    ...(quantity === undefined ? {} : { quantity: plain(quantity) }),
    ...(vat === undefined ? {} : { vat: amountText(vat) }),
    ...(excise === undefined ? {} : { excise: amountText(excise) }),
    ...(!isGross || net !== undefined ? { net: amountText(isGross ? (net ?? change) : change) } : {}),
    ...(isGross || gross !== undefined ? { gross: amountText(isGross ? change : (gross ?? change)) } : {}),
  };
}

function plain(value: Big): string {
  return value.eq(0) ? '0' : value.toFixed();
}
