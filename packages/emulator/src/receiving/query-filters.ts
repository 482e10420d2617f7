import type { ContextIdentifier } from '@ksef/core';
import { nipOfContext } from '@ksef/core';
import { isMissing } from '../http/index.js';
import type { Facet, InvoiceRecord, InvoiceRegister, InvoiceSummary } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import { type DateRange, type DateRangeFilter, readDateRange } from './date-range.js';
import { receivingLimits } from './receiving-limits.js';

/** A query as it was asked: plain data, so that an export can keep it. */
export interface InvoiceQuery {
  readonly subjectType: string;
  readonly dateRange: DateRange;
  readonly filters: InvoiceQueryFilters;
}

/** `InvoiceQueryFilters` of the contract. */
export interface InvoiceQueryFilters {
  readonly subjectType: string;
  readonly dateRange: DateRangeFilter;
  readonly ksefNumber?: string | null;
  readonly invoiceNumber?: string | null;
  readonly sellerNip?: string | null;
  readonly amount?: {
    readonly type: keyof typeof amounts;
    readonly from?: number | null;
    readonly to?: number | null;
  } | null;
  readonly buyerIdentifier?: { readonly type: string; readonly value?: string | null } | null;
  readonly currencyCodes?: readonly string[] | null;
  readonly invoicingMode?: string | null;
  readonly isSelfInvoicing?: boolean | null;
  readonly hasAttachment?: boolean | null;
  readonly formType?: string | null;
  readonly invoiceTypes?: readonly string[] | null;
}

type Test = (invoice: InvoiceRecord, summary: InvoiceSummary) => boolean;

const amounts = { Brutto: 'grossAmount', Netto: 'netAmount', Vat: 'vatAmount' } as const;

/** Reads the date range of filters. @throws Problem 21405 */
export function readQuery(kernel: Kernel, filters: InvoiceQueryFilters): InvoiceQuery {
  const { maxRangeDays } = receivingLimits(kernel);
  const dateRange = readDateRange(filters.dateRange, kernel.now(), maxRangeDays);
  return { subjectType: filters.subjectType, dateRange, filters };
}

/** The invoices that a query finds for a context, in order of the date asked for. */
export function* findInvoices(
  kernel: Kernel,
  invoices: InvoiceRegister,
  context: ContextIdentifier,
  { subjectType, dateRange: { dateType, from, to }, filters }: InvoiceQuery,
  order: 'Asc' | 'Desc' = 'Asc',
): Generator<InvoiceRecord> {
  const tests = testsOf(filters);
  const now = kernel.now();
  const identifier = context.type === 'InternalId' ? context.value : nipOfContext(context);
  const key = `${subjectType} ${identifier}`;
  // Few invoices have the same number, and one has a KSeF number: those are at hand.
  const named =
    typeof filters.ksefNumber === 'string'
      ? [invoices.withKsefNumber(filters.ksefNumber) ?? []].flat()
      : typeof filters.invoiceNumber === 'string'
        ? invoices.withNumber(filters.invoiceNumber)
        : undefined;
  const candidates =
    named === undefined
      ? invoices.index.between(key, dateType, from, to, order, facetOf(filters))
      : invoices.index.among(named, key, dateType, from, to, order);
  for (const invoice of candidates) {
    const { summary } = invoice;
    if (summary === undefined || !tests.every((test) => test(invoice, summary))) continue;
    // Last, as its dates lie apart in memory: among 100 000 invoices that is half of what a query takes.
    if ((invoice.visibleAt ?? invoice.permanentlyStoredAt ?? 0) <= now) yield invoice;
  }
}

/** The filter that leaves the fewest invoices, of those for which the index has lists. */
function facetOf(filters: InvoiceQueryFilters): Facet | undefined {
  const facets: readonly (readonly [name: Facet[0], value: string | null | undefined])[] = [
    ['buyer', filters.buyerIdentifier?.value],
    ['sellerNip', filters.sellerNip],
    ['invoiceType', onlyOne(filters.invoiceTypes)],
    ['currency', onlyOne(filters.currencyCodes)],
    ['invoicingMode', filters.invoicingMode],
    ['formType', filters.formType],
  ];
  return facets.find((facet): facet is Facet => !isMissing(facet[1]));
}

function onlyOne(values: readonly string[] | null | undefined): string | undefined {
  return values?.length === 1 ? values[0] : undefined;
}

function testsOf(filters: InvoiceQueryFilters): readonly Test[] {
  const tests: Test[] = [];
  const when = <T>(value: T | null | undefined, makeTest: (value: T) => Test) => {
    if (!isMissing(value)) tests.push(makeTest(value));
  };
  for (const name of ['ksefNumber', 'invoiceNumber', 'sellerNip'] as const)
    when(filters[name], (wanted) => (invoice) => invoice[name] === wanted);
  for (const name of ['isSelfInvoicing', 'hasAttachment'] as const)
    when(filters[name], (wanted) => (_invoice, summary) => summary[name] === wanted);
  when(filters.amount, ({ type, from, to }) => {
    const member = amounts[type];
    const least = from ?? Number.NEGATIVE_INFINITY;
    const most = to ?? Number.POSITIVE_INFINITY;
    return (_invoice, summary) => summary[member] >= least && summary[member] <= most;
  });
  when(filters.buyerIdentifier, ({ type, value }) => (_invoice, { buyer: { identifier } }) => {
    return identifier.type === type && (isMissing(value) || identifier.value === value);
  });
  when(
    filters.currencyCodes,
    (codes) =>
      (_invoice, { currency }) =>
        isAmong(currency, codes),
  );
  when(filters.invoicingMode, (mode) => (invoice) => invoice.invoicingMode === mode);
  when(filters.formType, (type) => (invoice) => invoice.form?.value === type);
  when(
    filters.invoiceTypes,
    (types) =>
      (_invoice, { invoiceType }) =>
        isAmong(invoiceType, types),
  );
  return tests;
}

/** An empty list asks for nothing in particular. */
function isAmong(value: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.includes(value);
}
