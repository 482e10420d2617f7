import Big from 'big.js';
import type { Totals } from '../data/totals.js';
import { decimal } from './decimals.js';
import { rateGroups } from './rate-groups.js';

/** A total that does not follow from the lines. */
export interface TotalsDifference {
  readonly field: string;
  readonly given: string;
  readonly computed: string;
}

/**
 * The differences between two ways of totalling beyond rounding: one grosz for each line, and one for the total.
 *
 * @returns the fields that differ, with the given values and those that follow from the lines
 */
export function compareTotals(given: Totals, computed: Totals, lines: number): TotalsDifference[] {
  const tolerance = new Big(lines + 1).times('0.01');
  const differences: TotalsDifference[] = [];
  const compare = (field: string, one: string | number | undefined, other: string | number | undefined) => {
    const [left, right] = [decimal(one ?? 0, field), decimal(other ?? 0, field)];
    if (left.minus(right).abs().gt(tolerance))
      differences.push({ field, given: left.toFixed(), computed: right.toFixed() });
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
