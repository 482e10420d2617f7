import type { InvoiceRecord } from './records.js';
export type DateType = 'Issue' | 'Invoicing' | 'PermanentStorage';

/**
 * Fields that invoices are filtered by so often that a list for each value is worth its memory, once it is requested.
 */
const facets = {
  sellerNip: (invoice: InvoiceRecord) => invoice.sellerNip,
  buyer: ({ summary }: InvoiceRecord) => summary?.buyer.identifier.value ?? null,
  invoicingMode: (invoice: InvoiceRecord) => invoice.invoicingMode,
  currency: ({ summary }: InvoiceRecord) => summary?.currency ?? null,
  invoiceType: ({ summary }: InvoiceRecord) => summary?.invoiceType ?? null,
  formType: ({ form }: InvoiceRecord) => form?.value ?? null,
} as const;

/** A property of an invoice, and the value that it must have. */
export type Facet = readonly [name: keyof typeof facets, value: string];

/** Accepted invoices by the subjects that may see them, each list in the order of a date. */
export class InvoiceIndex {
  readonly #lists = new Map<string, DatedList>();

  /** Takes an invoice that has its KSeF number; others are of no interest. */
  add(invoice: InvoiceRecord): void {
    if (invoice.ksefNumber === null) return;
    for (const key of keysOf(invoice)) addTo(this.#lists, key, invoice);
  }

  /**
   * Invoices of a subject between two instants, both included, by the order of the date; never a copy of all. With a
   * facet only those that have it.
   */
  *between(
    key: string,
    dateType: DateType,
    from: number,
    to: number,
    order: 'Asc' | 'Desc' = 'Asc',
    facet?: Facet,
  ): Generator<InvoiceRecord> {
    const all = this.#lists.get(key);
    const list = facet === undefined ? all : all?.with(facet);
    const sorted = list?.by(dateType) ?? [];
    const first = firstAtLeast(sorted, dateType, from);
    const end = firstAtLeast(sorted, dateType, to + 1);
    const step = order === 'Asc' ? 1 : -1;
    for (let i = step === 1 ? first : end - 1; i >= first && i < end; i += step) {
      yield sorted[i] as InvoiceRecord;
    }
  }

  /** Those of some invoices that {@link between} would give. */
  among(
    invoices: readonly InvoiceRecord[],
    key: string,
    dateType: DateType,
    from: number,
    to: number,
    order: 'Asc' | 'Desc' = 'Asc',
  ): readonly InvoiceRecord[] {
    const date = (invoice: InvoiceRecord) => dateOf(invoice, dateType);
    const sign = order === 'Asc' ? 1 : -1;
    return invoices
      .filter((one) => keysOf(one).has(key) && date(one) >= from && date(one) <= to)
      .sort((one, other) => sign * (date(one) - date(other)));
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
  readonly #byFacet = new Map<Facet[0], Map<string | null, DatedList>>();

  add(invoice: InvoiceRecord): void {
    this.#invoices.push(invoice);
    for (const [name, lists] of this.#byFacet) addTo(lists, facets[name](invoice), invoice);
    for (const [dateType, sorted] of this.#sorted) {
      const last = sorted.at(-1);
      const date = dateOf(invoice, dateType);
      if (last === undefined || dateOf(last, dateType) <= date) sorted.push(invoice);
      else sorted.splice(firstAtLeast(sorted, dateType, date + 1), 0, invoice);
    }
  }

  /** Those that have a facet. */
  with([name, value]: Facet): DatedList | undefined {
    const known = this.#byFacet.get(name);
    if (known !== undefined) return known.get(value);
    const lists = new Map<string | null, DatedList>();
    for (const invoice of this.#invoices) addTo(lists, facets[name](invoice), invoice);
    this.#byFacet.set(name, lists);
    return lists.get(value);
  }

  by(dateType: DateType): readonly InvoiceRecord[] {
    const known = this.#sorted.get(dateType);
    if (known !== undefined) return known;
    const sorted = [...this.#invoices].sort((one, other) => dateOf(one, dateType) - dateOf(other, dateType));
    this.#sorted.set(dateType, sorted);
    return sorted;
  }
}

function addTo<K>(lists: Map<K, DatedList>, key: K, invoice: InvoiceRecord): void {
  const list = lists.get(key) ?? new DatedList();
  lists.set(key, list);
  list.add(invoice);
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
