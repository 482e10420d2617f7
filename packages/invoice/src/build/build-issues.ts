import type { InvoiceData } from '../data/invoice-data.js';
import type { Totals } from '../data/totals.js';
import type { TotalsDifference } from '../money/compare-totals.js';

/** A warning about the data. The invoice was built, and KSeF would accept it. */
export interface BuildIssue {
  /**
   * Stable. `TOTALS_DIFFER`: a given total does not follow from the lines, beyond rounding. `MISSING_EXEMPTION`: lines
   * are exempt (`zw`), and `annotations.exemption` does not specify the provision. `MISSING_EXCHANGE_RATE`: there is
   * tax in another currency, and no exchange rate to state it in PLN.
   */
  readonly code: 'TOTALS_DIFFER' | 'MISSING_EXEMPTION' | 'MISSING_EXCHANGE_RATE';
  readonly message: string;
  /** e.g. `totals.standard.net`. */
  readonly field: string;
  /** Of `TOTALS_DIFFER`. */
  readonly given?: string;
  /** Of `TOTALS_DIFFER`. */
  readonly computed?: string;
}

export function buildIssues(
  data: InvoiceData,
  totals: Totals,
  differences: readonly TotalsDifference[],
): BuildIssue[] {
  const issues: BuildIssue[] = differences.map(({ field, given, computed }) => ({
    code: 'TOTALS_DIFFER',
    message: `${field} is ${given}, and the lines add up to ${computed}.`,
    field,
    given,
    computed,
  }));
  // Source: VAT act, art. 106e(1)(19).
  const lines = [...(data.lines ?? []), ...(data.order?.lines ?? [])];
  if (lines.some(({ rate }) => rate === 'zw') && data.annotations?.exemption === undefined)
    issues.push({
      code: 'MISSING_EXEMPTION',
      message:
        'Lines are exempt (zw), and annotations.exemption is missing. Give the provision, e.g. { act: "art. 113 ust. 1" }.',
      field: 'annotations.exemption',
    });
  // Source: VAT act, art. 106e(11).
  const isForeign = (data.currency ?? 'PLN') !== 'PLN';
  const lacksPln = totals.rates.some(
    ({ group, vat, vatInPln }) => group !== 'oss' && Number(vat ?? 0) !== 0 && vatInPln === undefined,
  );
  if (isForeign && lacksPln)
    issues.push({
      code: 'MISSING_EXCHANGE_RATE',
      message: `The invoice is in ${data.currency}, and its tax is not stated in PLN. Give exchangeRate.`,
      field: 'exchangeRate',
    });
  return issues;
}
