import Big from 'big.js';
import type { InvoiceLine } from '../data/line.js';
import type { RateGroupName, RateTotal, Totals } from '../data/totals.js';
import { amountText, decimal, toGrosze } from './decimals.js';
import { lineAmounts, vatInGross, vatOnNet } from './line-amounts.js';
import { groupOf, hasVat, percentOf, rateGroups } from './rate-groups.js';

/** How totals are calculated. */
export interface TotalsOptions {
  readonly rounding: 'total' | 'line';
  readonly hasMargin: boolean;
  /** PLN for one unit of the currency, for lines without a rate of their own; undefined for an invoice in PLN. */
  readonly exchangeRate: Big | undefined;
}

/** Values of one rate, in net or in gross prices, whose tax is rounded once. */
interface Part {
  readonly group: RateGroupName;
  readonly line: InvoiceLine;
  readonly isGross: boolean;
  value: Big;
  /** Tax that the lines themselves state. */
  vat: Big | undefined;
  /** Values, or taxes if lines state them, by the applicable exchange rate. */
  readonly byExchange: Map<string, { rate: Big; value: Big }>;
}

interface Sum {
  net: Big;
  vat: Big;
  vatInPln: Big | undefined;
}

/**
 * Sums up lines by group of rates. Lines of the state before a correction are subtracted. Source: VAT act, art.
 * 106e(1)(13) to (15), (10).
 *
 * @throws InvalidInputError `INVALID_AMOUNT`
 */
export function computeTotals(lines: readonly InvoiceLine[], options: TotalsOptions): Totals {
  const sums = new Map<RateGroupName, Sum>();
  for (const part of partsOf(lines, options)) {
    const { group, isGross, value } = part;
    const vat = hasVat(group) ? toGrosze(part.vat ?? taxOf(part, value)) : new Big(0);
    const known = sums.get(group) ?? { net: new Big(0), vat: new Big(0), vatInPln: undefined };
    const inPln = vatInPlnOf(part, vat);
    sums.set(group, {
      net: known.net.plus(isGross ? value.minus(vat) : value),
      vat: known.vat.plus(vat),
      vatInPln: inPln === undefined ? known.vatInPln : inPln.plus(known.vatInPln ?? 0),
    });
  }
  const rates: RateTotal[] = [];
  let gross = new Big(0);
  for (const { name, vat, vatInPln } of rateGroups) {
    const sum = sums.get(name);
    if (sum === undefined) continue;
    gross = gross.plus(sum.net).plus(sum.vat);
    rates.push({
      group: name,
      net: amountText(sum.net),
      ...(vat === undefined ? {} : { vat: amountText(sum.vat) }),
      ...(vatInPln === undefined || sum.vatInPln === undefined ? {} : { vatInPln: amountText(sum.vatInPln) }),
    });
  }
  return { rates, gross: amountText(gross) };
}

/** What is rounded together: each line separately, or all lines of a rate. */
function partsOf(lines: readonly InvoiceLine[], options: TotalsOptions): Part[] {
  const parts = new Map<string, Part>();
  for (const [index, line] of lines.entries()) {
    const path = `lines[${index}]`;
    const { isGross, value, vat } = lineAmounts(line, path);
    const group = groupOf(line, options.hasMargin);
    if (value === undefined || group === undefined) continue;
    const sign = line.isBefore === true ? -1 : 1;
    const key =
      options.rounding === 'line'
        ? String(index)
        : `${group} ${Number(percentOf(line))} ${isGross} ${vat !== undefined}`;
    const part = parts.get(key) ?? {
      group,
      line,
      isGross,
      value: new Big(0),
      vat: vat && new Big(0),
      byExchange: new Map(),
    };
    part.value = part.value.plus(value.times(sign));
    if (part.vat !== undefined && vat !== undefined) part.vat = part.vat.plus(vat.times(sign));
    const rate =
      line.exchangeRate === undefined
        ? options.exchangeRate
        : decimal(line.exchangeRate, `${path}.exchangeRate`);
    if (rate !== undefined) {
      const exchanged = part.byExchange.get(rate.toFixed()) ?? { rate, value: new Big(0) };
      exchanged.value = exchanged.value.plus((vat ?? value).times(sign));
      part.byExchange.set(rate.toFixed(), exchanged);
    }
    parts.set(key, part);
  }
  return [...parts.values()];
}

/** The tax in PLN. Source: VAT act, art. 106e(11), art. 31a: at the rate of the day that applies to each supply. */
function vatInPlnOf(part: Part, vat: Big): Big | undefined {
  const exchanged = [...part.byExchange.values()];
  const [first] = exchanged;
  if (first === undefined) return undefined;
  if (exchanged.length === 1) return vat.times(first.rate);
  return exchanged.reduce((sum, { rate, value }) => {
    const tax = part.vat === undefined ? toGrosze(taxOf(part, value)) : value;
    return sum.plus(tax.times(rate));
  }, new Big(0));
}

function taxOf({ isGross, line }: Part, value: Big): Big {
  return isGross ? vatInGross(value, line) : vatOnNet(value, line);
}
