import Big from 'big.js';
import type { InvoiceLine } from '../data/line.js';
import type { RateGroupName, RateTotal, Totals } from '../data/totals.js';
import { amountText, decimal, toGrosze } from './decimals.js';
import { lineAmounts, vatInGross, vatOnNet } from './line-amounts.js';
import { groupOf, percentOf, rateGroups } from './rate-groups.js';

/** How totals are worked out. */
export interface TotalsOptions {
  readonly rounding: 'total' | 'line';
  readonly hasMargin: boolean;
  /** PLN for one unit of the currency; undefined for an invoice in PLN. */
  readonly exchangeRate: Big | undefined;
}

interface Sum {
  net: Big;
  vat: Big;
}

/**
 * Sums lines up by group of rates. Lines of the state before a correction count against the others. Source: VAT act,
 * art. 106e(1)(13) to (15), (10).
 *
 * @throws InvalidInputError `INVALID_AMOUNT`
 */
export function computeTotals(lines: readonly InvoiceLine[], options: TotalsOptions): Totals {
  const sums = options.rounding === 'line' ? sumByLine(lines, options) : sumByRate(lines, options);
  const rates: RateTotal[] = [];
  let gross = new Big(0);
  for (const { name, vat, vatInPln } of rateGroups) {
    const sum = sums.get(name);
    if (sum === undefined) continue;
    const hasVat = vat !== undefined;
    gross = gross.plus(sum.net).plus(hasVat ? sum.vat : 0);
    rates.push({
      group: name,
      net: amountText(sum.net),
      ...(hasVat ? { vat: amountText(sum.vat) } : {}),
      ...(vatInPln !== undefined && options.exchangeRate !== undefined
        ? { vatInPln: amountText(sum.vat.times(options.exchangeRate)) }
        : {}),
    });
  }
  return { rates, gross: amountText(gross) };
}

/** Each line's tax is rounded by itself. */
function sumByLine(lines: readonly InvoiceLine[], { hasMargin }: TotalsOptions): Map<RateGroupName, Sum> {
  const sums = new Map<RateGroupName, Sum>();
  for (const [index, line] of lines.entries()) {
    const { isGross, value, vat } = lineAmounts(line, `lines[${index}]`);
    const group = groupOf(line, hasMargin);
    if (value === undefined || group === undefined) continue;
    const tax = toGrosze(vat ?? (isGross ? vatInGross(value, line) : vatOnNet(value, line)));
    add(sums, group, isGross ? value.minus(tax) : value, tax, line.isBefore === true);
  }
  return sums;
}

/** Values are summed up for each rate, and the tax of the sum is rounded. */
function sumByRate(lines: readonly InvoiceLine[], { hasMargin }: TotalsOptions): Map<RateGroupName, Sum> {
  const byRate = new Map<string, { line: InvoiceLine; isGross: boolean; value: Big; vat: Big | undefined }>();
  for (const [index, line] of lines.entries()) {
    const { isGross, value, vat } = lineAmounts(line, `lines[${index}]`);
    if (value === undefined || groupOf(line, hasMargin) === undefined) continue;
    const key = `${groupOf(line, hasMargin)} ${percentOf(line)} ${isGross} ${vat !== undefined}`;
    const sign = line.isBefore === true ? -1 : 1;
    const known = byRate.get(key) ?? { line, isGross, value: new Big(0), vat: vat && new Big(0) };
    known.value = known.value.plus(value.times(sign));
    if (known.vat !== undefined && vat !== undefined) known.vat = known.vat.plus(vat.times(sign));
    byRate.set(key, known);
  }
  const sums = new Map<RateGroupName, Sum>();
  for (const { line, isGross, value, vat } of byRate.values()) {
    const group = groupOf(line, hasMargin);
    if (group === undefined) continue;
    const tax = toGrosze(vat ?? (isGross ? vatInGross(value, line) : vatOnNet(value, line)));
    add(sums, group, isGross ? value.minus(tax) : value, tax, false);
  }
  return sums;
}

function add(
  sums: Map<RateGroupName, Sum>,
  group: RateGroupName,
  net: Big,
  vat: Big,
  isBefore: boolean,
): void {
  const sum = sums.get(group) ?? { net: new Big(0), vat: new Big(0) };
  sum.net = isBefore ? sum.net.minus(net) : sum.net.plus(net);
  sum.vat = isBefore ? sum.vat.minus(vat) : sum.vat.plus(vat);
  sums.set(group, sum);
}

/**
 * What two ways of totalling differ in beyond rounding: one grosz for each line, and one for the total.
 *
 * @returns the fields that differ, with what was given and what follows from the lines
 */
export function compareTotals(given: Totals, computed: Totals, lines: number): TotalsDifference[] {
  const tolerance = new Big(lines + 1).times('0.01');
  const differences: TotalsDifference[] = [];
  const compare = (field: string, one: string | number | undefined, other: string | number | undefined) => {
    const [left, right] = [decimal(one ?? 0, field), decimal(other ?? 0, field)];
    if (left.minus(right).abs().gt(tolerance))
      differences.push({ field, given: String(left), computed: String(right) });
  };
  for (const { name } of rateGroups) {
    const left = given.rates.find(({ group }) => group === name);
    const right = computed.rates.find(({ group }) => group === name);
    if (left === undefined && right === undefined) continue;
    compare(`totals.${name}.net`, left?.net, right?.net);
    compare(`totals.${name}.vat`, left?.vat, right?.vat);
  }
  compare('totals.gross', given.gross, computed.gross);
  return differences;
}

/** A total that does not follow from the lines. */
export interface TotalsDifference {
  readonly field: string;
  readonly given: string;
  readonly computed: string;
}
