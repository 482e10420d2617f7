import { InvalidInputError } from '@ksef/core';
import type { CorrectedInvoice } from '../data/correction.js';
import type { Decimal } from '../data/decimal.js';
import type { InvoiceData } from '../data/invoice-data.js';
import type { InvoiceLine } from '../data/line.js';
import type { Buyer, Seller } from '../data/party.js';
import { amountText, decimal } from '../money/decimals.js';
import { lineAmounts } from '../money/line-amounts.js';

/** What a correction changes. */
export interface InvoiceChange {
  /** The correction's own number. */
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly issueDate: string;
  readonly reason?: string | undefined;
  /** When it has effect: 1 with the original, 2 on its own date, 3 on other dates. */
  readonly effect?: 1 | 2 | 3 | undefined;
  /** The KSeF number of the original. Leave it out only if the original was issued outside KSeF. */
  readonly ksefNumber?: string | undefined;
  /** All lines as they are from now on. Lines are matched by their numbers. Default: as before. */
  readonly lines?: readonly InvoiceLine[] | undefined;
  /** The buyer from now on. A NIP cannot be corrected: correct to zero and issue anew. */
  readonly buyer?: Buyer | undefined;
  readonly seller?: Seller | undefined;
  /**
   * How changed lines are shown: each before and after (`beforeAfter`), or by their differences (`difference`). Both are
   * lawful. Default `beforeAfter`.
   */
  readonly method?: 'beforeAfter' | 'difference' | undefined;
}

/**
 * The data of a correction: what was, what is from now on, and which invoice it is about. Give it to `buildInvoice`.
 *
 * @throws InvalidInputError `INVALID_CORRECTION` where nothing changes, and where a buyer's NIP would change
 * @example
 * ```ts
 * import { buildInvoice, correctInvoice, type InvoiceData } from '@ksef/invoice';
 *
 * const original: InvoiceData = {
 *   number: 'FV 1/2026',
 *   issueDate: '2026-02-01',
 *   seller: { nip: '5265877635', name: 'Sklep sp. z o.o.', address: 'ul. Prosta 1, 00-001 Warszawa' },
 *   buyer: { nip: '1111111111', name: 'Klient S.A.' },
 *   lines: [{ name: 'Rower', quantity: 2, unit: 'szt.', netPrice: '1000.00', rate: '23' }],
 * };
 * const correction = correctInvoice(original, {
 *   number: 'KOR 1/2026',
 *   issueDate: '2026-02-10',
 *   reason: 'Zwrot jednego roweru',
 *   ksefNumber: '5265877635-20260201-0100001AF629-AF',
 *   lines: [{ name: 'Rower', quantity: 1, unit: 'szt.', netPrice: '1000.00', rate: '23' }],
 * });
 * console.log(buildInvoice(correction).totals.gross); // '-1230.00'
 * ```
 */
export function correctInvoice(original: InvoiceData, change: InvoiceChange): InvoiceData {
  const { number, issueDate, reason, effect, ksefNumber, buyer, seller, method = 'beforeAfter' } = change;
  const before = numbered(original.lines ?? []);
  const after = change.lines === undefined ? before : numbered(change.lines);
  const lines = method === 'difference' ? differences(before, after) : beforeAndAfter(before, after);
  if (lines.length === 0 && buyer === undefined && seller === undefined)
    throw invalid('The correction changes nothing: give lines, buyer or seller.');
  if (buyer?.nip !== undefined && original.buyer.nip !== undefined && buyer.nip !== original.buyer.nip)
    throw invalid('The NIP of a buyer cannot be corrected: correct to zero and issue a new invoice.');
  const corrected: CorrectedInvoice = {
    number: original.number,
    issueDate: original.issueDate,
    ...(ksefNumber === undefined ? {} : { ksefNumber }),
  };
  const {
    createdAt,
    totals,
    payment,
    settlement,
    order,
    advancePayments,
    settledAdvances,
    attachment,
    ...kept
  } = original;
  return {
    ...kept,
    number,
    issueDate,
    kind: kindOfCorrection(original.kind),
    seller: seller ?? original.seller,
    buyer: buyer ?? original.buyer,
    lines,
    // Data of a party alone change no amount.
    ...(lines.length === 0 ? { totals: { rates: [], gross: '0' } } : {}),
    correction: {
      ...(reason === undefined ? {} : { reason }),
      ...(effect === undefined ? {} : { effect }),
      originals: [corrected],
      ...(seller === undefined ? {} : { seller: original.seller }),
      ...(buyer === undefined ? {} : { buyers: [original.buyer] }),
    },
  };
}

function kindOfCorrection(kind: InvoiceData['kind'] = 'VAT'): InvoiceData['kind'] {
  if (kind === 'ZAL' || kind === 'KOR_ZAL') return 'KOR_ZAL';
  return kind === 'ROZ' || kind === 'KOR_ROZ' ? 'KOR_ROZ' : 'KOR';
}

function numbered(lines: readonly InvoiceLine[]): InvoiceLine[] {
  return lines.map((line, index) => ({ ...line, number: String(line.number ?? index + 1) }));
}

/** Pairs of lines of one number that are not the same. */
function changedPairs(
  before: readonly InvoiceLine[],
  after: readonly InvoiceLine[],
): [InvoiceLine | undefined, InvoiceLine | undefined][] {
  const numbers = [...new Set([...before, ...after].map((line) => line.number))];
  return numbers
    .map((wanted): [InvoiceLine | undefined, InvoiceLine | undefined] => [
      before.find((line) => line.number === wanted),
      after.find((line) => line.number === wanted),
    ])
    .filter(([one, other]) => !isSameLine(one, other));
}

/** Whether two lines say the same: `2` and `"2"` are one quantity, `1.5` and `1.50` one price. */
function isSameLine(one: InvoiceLine | undefined, other: InvoiceLine | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof InvoiceLine>;
  return [...fields].every((field) => {
    const [left, right] = [one[field], other[field]];
    if (left === right) return true;
    return isDecimal(left) && isDecimal(right) && decimal(left, field).eq(decimal(right, field));
  });
}

function isDecimal(value: unknown): value is Decimal {
  return (
    typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,30}(?:\.\d{1,30})?$/.test(value))
  );
}

function beforeAndAfter(before: readonly InvoiceLine[], after: readonly InvoiceLine[]): InvoiceLine[] {
  return changedPairs(before, after).flatMap(([was, is]) => [
    ...(was === undefined ? [] : [{ ...was, isBefore: true }]),
    ...(is === undefined ? [zeroOf(was)] : [is]),
  ]);
}

/** A line that is no more: nothing of it is left. */
function zeroOf(line: InvoiceLine | undefined): InvoiceLine {
  const isGross = line?.grossPrice !== undefined || line?.gross !== undefined;
  const { discount, vat, ...rest } = line ?? {};
  return { ...rest, quantity: '0', ...(isGross ? { gross: '0.00' } : { net: '0.00' }) };
}

function differences(before: readonly InvoiceLine[], after: readonly InvoiceLine[]): InvoiceLine[] {
  const changed = changedPairs(before, after).flatMap(([was, is]) => {
    // Another rate or another price is another supply: the old one is taken back, the new one stands for itself.
    const isSameSupply =
      was?.rate === is?.rate && was?.netPrice === is?.netPrice && was?.grossPrice === is?.grossPrice;
    if (was !== undefined && is !== undefined && isSameSupply) return [difference(was, is)];
    return [...(was === undefined ? [] : [difference(was, undefined)]), ...(is === undefined ? [] : [is])];
  });
  // A line that is taken back and its successor are two lines of the correction.
  return changed.map((line, index) => ({ ...line, number: String(index + 1) }));
}

function difference(was: InvoiceLine, is: InvoiceLine | undefined): InvoiceLine {
  const path = `lines[${Number(was.number) - 1}]`;
  const before = lineAmounts(was, path);
  const now = is === undefined ? undefined : lineAmounts(is, path);
  const value = decimal(now?.value?.toString() ?? '0', path).minus(before.value ?? 0);
  const { discount, vat, net, gross, ...rest } = is ?? was;
  const quantity =
    was.quantity === undefined
      ? undefined
      : decimal(is?.quantity ?? 0, `${path}.quantity`)
          .minus(decimal(was.quantity, `${path}.quantity`))
          .toString();
  return {
    ...rest,
    ...(quantity === undefined ? {} : { quantity }),
    ...(before.isGross ? { gross: amountText(value) } : { net: amountText(value) }),
  };
}

function invalid(message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_CORRECTION', input: 'change' });
}
