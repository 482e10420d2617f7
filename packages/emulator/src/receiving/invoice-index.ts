import type { InvoiceRecord } from '../sessions/records.js';

export type DateType = 'Issue' | 'Invoicing' | 'PermanentStorage';

/** Accepted invoices by the subjects that may see them, each list in the order of a date. */
export class InvoiceIndex {
  readonly #lists = new Map<string, DatedList>();

  /** Takes an invoice that has its KSeF number; others are of no interest. */
  add(invoice: InvoiceRecord): void {
    if (invoice.ksefNumber === null) return;
    for (const key of keysOf(invoice)) {
      const list = this.#lists.get(key) ?? new DatedList();
      this.#lists.set(key, list);
      list.add(invoice);
    }
  }

  /** Invoices of a subject between two instants, both included, by the order of the date; never a copy of all. */
  *between(
    key: string,
    dateType: DateType,
    from: number,
    to: number,
    order: 'Asc' | 'Desc' = 'Asc',
  ): Generator<InvoiceRecord> {
    const sorted = this.#lists.get(key)?.by(dateType) ?? [];
    const first = firstAtLeast(sorted, dateType, from);
    const end = firstAtLeast(sorted, dateType, to + 1);
    const step = order === 'Asc' ? 1 : -1;
    for (let i = step === 1 ? first : end - 1; i >= first && i < end; i += step) {
      yield sorted[i] as InvoiceRecord;
    }
  }

  /** The invoice itself, if {@link between} would give it. */
  onlyIf(
    invoice: InvoiceRecord | undefined,
    key: string,
    dateType: DateType,
    from: number,
    to: number,
  ): readonly InvoiceRecord[] {
    if (invoice === undefined || !keysOf(invoice).has(key)) return [];
    const date = dateOf(invoice, dateType);
    return date >= from && date <= to ? [invoice] : [];
  }

  clear(): void {
    this.#lists.clear();
  }
}

/** The instant of an invoice that a date type means; days count from their UTC midnight. */
function dateOf(invoice: InvoiceRecord, dateType: DateType): number {
  if (dateType === 'Issue') return Date.parse(invoice.issueDate ?? '');
  return dateType === 'Invoicing' ? invoice.acceptedAt : (invoice.permanentlyStoredAt ?? 0);
}

/** Under which keys an invoice is found: subject type and identifier. */
function keysOf(invoice: InvoiceRecord): Set<string> {
  const keys = new Set([`Subject1 ${invoice.sellerNip}`]);
  const { summary } = invoice;
  if (summary?.buyer.identifier.type === 'Nip') keys.add(`Subject2 ${summary.buyer.identifier.value}`);
  for (const { identifier } of summary?.thirdSubjects ?? []) keys.add(`Subject3 ${identifier.value}`);
  if (summary?.authorizedSubject) keys.add(`SubjectAuthorized ${summary.authorizedSubject.nip}`);
  return keys;
}

/** Invoices in the orders that have been asked for. */
class DatedList {
  readonly #invoices: InvoiceRecord[] = [];
  readonly #sorted = new Map<DateType, InvoiceRecord[]>();

  add(invoice: InvoiceRecord): void {
    this.#invoices.push(invoice);
    for (const [dateType, sorted] of this.#sorted) {
      const last = sorted.at(-1);
      const date = dateOf(invoice, dateType);
      if (last === undefined || dateOf(last, dateType) <= date) sorted.push(invoice);
      else sorted.splice(firstAtLeast(sorted, dateType, date + 1), 0, invoice);
    }
  }

  by(dateType: DateType): readonly InvoiceRecord[] {
    const known = this.#sorted.get(dateType);
    if (known !== undefined) return known;
    const sorted = [...this.#invoices].sort((one, other) => dateOf(one, dateType) - dateOf(other, dateType));
    this.#sorted.set(dateType, sorted);
    return sorted;
  }
}

function firstAtLeast(sorted: readonly InvoiceRecord[], dateType: DateType, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (dateOf(sorted[middle] as InvoiceRecord, dateType) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
