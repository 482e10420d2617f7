import Big from 'big.js';
import type { RateGroupName, RateTotal, Totals } from '../data/totals.js';
import { amountText, decimal } from '../money/decimals.js';
import { rateGroups } from '../money/rate-groups.js';

const fields = ['net', 'vat', 'vatInPln'] as const;

/**
 * Totals after minus totals before, so that an invoice and its corrections add up to the grosz.
 *
 * @param groups the groups that changed; the others count as unchanged. Default: all
 */
export function totalsDifference(
  now: Totals,
  before: Totals,
  groups?: ReadonlySet<RateGroupName | undefined>,
): Totals {
  let sum = new Big(0);
  const rates = rateGroups.flatMap(({ name }): RateTotal[] => {
    if (groups !== undefined && !groups.has(name)) return [];
    const [is, was] = [now, before].map(({ rates }) => rates.find(({ group }) => group === name));
    const total: Record<string, string> = {};
    for (const field of fields) {
      if (is?.[field] === undefined && was?.[field] === undefined) continue;
      const left = decimal(is?.[field] ?? 0, `totals.${name}.${field}`);
      total[field] = amountText(left.minus(decimal(was?.[field] ?? 0, `totals.${name}.${field}`)));
    }
    sum = sum.plus(total.net ?? 0).plus(total.vat ?? 0);
    const isUnchanged = Object.values(total).every((value) => value === '0.00');
    return total.net === undefined || isUnchanged ? [] : [{ group: name, net: total.net, ...total }];
  });
  if (groups !== undefined) return { rates, gross: amountText(sum) };
  return {
    rates,
    gross: amountText(decimal(now.gross, 'totals.gross').minus(decimal(before.gross, 'totals.gross'))),
  };
}
