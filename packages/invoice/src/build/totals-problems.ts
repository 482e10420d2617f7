import { InvalidInputError } from '@ksef/core';
import type { InvoiceLine } from '../data/line.js';
import type { Totals } from '../data/totals.js';
import { knownRates, rateGroups } from '../money/rate-groups.js';

export function missingTotals(kind: string): InvalidInputError {
  const how =
    kind === 'ROZ'
      ? 'Give totals, or make the data with settleAdvances().'
      : kind === 'ZAL'
        ? 'Give order with lines that have amounts, and advancePayments; or totals.'
        : kind === 'KOR_ROZ' || kind === 'KOR_ZAL'
          ? 'Give totals, or make the data with correctInvoice().'
          : 'Give lines with prices and quantities, or totals.';
  return new InvalidInputError(`Cannot work out the totals of the invoice (${kind}). ${how}`, {
    code: 'MISSING_TOTALS',
    input: 'totals',
  });
}

export function missingAmount(path: string): InvalidInputError {
  return new InvalidInputError(
    `Cannot work out the totals: ${path} has no amount. Give it netPrice or grossPrice with quantity, net or gross; or give totals.`,
    { code: 'MISSING_TOTALS', input: path },
  );
}

export function missingRate({ rate }: InvoiceLine, path: string): InvalidInputError {
  const place = `${path}.rate`;
  return new InvalidInputError(
    rate === undefined
      ? `${place} is missing. Give rate or ossRate, or annotations.margin for a margin scheme.`
      : `${place} is ${JSON.stringify(rate.slice(0, 20))}, which FA(3) does not have. Use one of ${knownRates.join(', ')}.`,
    { code: 'INVALID_INPUT', input: place },
  );
}

/**
 * Rejects totals that the form has no field for: they would be missing in the file.
 *
 * @throws InvalidInputError `INVALID_INPUT`
 */
export function checkGroups({ rates }: Totals): void {
  const seen = new Set<string>();
  for (const [index, { group, vat, vatInPln }] of rates.entries()) {
    const path = `totals.rates[${index}]`;
    const known = rateGroups.find(({ name }) => name === group);
    if (known === undefined)
      throw invalid(
        `${path}.group must be one of ${rateGroups.map(({ name }) => name).join(', ')}.`,
        `${path}.group`,
      );
    if (seen.has(group)) throw invalid(`The group ${group} occurs twice in totals.rates. Add them up.`, path);
    seen.add(group);
    if (vat !== undefined && known.vat === undefined && Number(vat) !== 0)
      throw invalid(`${path}.vat: the group ${group} has no tax. Leave vat out.`, `${path}.vat`);
    if (vatInPln !== undefined && known.vatInPln === undefined && Number(vatInPln) !== 0)
      throw invalid(
        `${path}.vatInPln: the group ${group} has no tax in PLN. Leave it out.`,
        `${path}.vatInPln`,
      );
  }
}

function invalid(message: string, input: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_INPUT', input });
}
