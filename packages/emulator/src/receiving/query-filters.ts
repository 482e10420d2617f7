import type { ContextIdentifier } from '@ksef/core';
import { nipOfContext } from '@ksef/core';
import {
  eachInOnePass,
  flagOf,
  inOnePass,
  isMissing,
  objectOf,
  oneOf,
  stringOf,
  unreadable,
} from '../http/index.js';
import type { Facet, InvoiceRecord, InvoiceRegister, InvoiceSummary } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import { type DateRange, readDateRange } from './date-range.js';
import { receivingLimits } from './receiving-limits.js';

/** A query as it was asked: plain data, so that an export can keep it. */
export interface InvoiceQuery {
  readonly subjectType: string;
  readonly dateRange: DateRange;
  readonly filters: Readonly<Record<string, unknown>>;
}

type Test = (invoice: InvoiceRecord, summary: InvoiceSummary) => boolean;

const subjectTypes = ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized'];
const amounts = { Brutto: 'grossAmount', Netto: 'netAmount', Vat: 'vatAmount' } as const;
const amountTypes = Object.keys(amounts) as (keyof typeof amounts)[];

/** Reads `InvoiceQueryFilters`, else 21405. */
export function readQuery(kernel: Kernel, value: unknown): InvoiceQuery {
  const filters = objectOf('filters', value);
  const { maxRangeDays } = receivingLimits(kernel);
  const { subjectType, dateRange } = inOnePass({
    subjectType: () => oneOf('subjectType', filters.subjectType, subjectTypes),
    dateRange: () => readDateRange(filters.dateRange, kernel.now(), maxRangeDays),
    tests: () => testsOf(filters),
  });
  return { subjectType, dateRange, filters };
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
function facetOf(filters: Readonly<Record<string, unknown>>): Facet | undefined {
  const { value: buyer } = (filters.buyerIdentifier ?? {}) as { readonly value?: unknown };
  const facets: readonly (readonly [name: Facet[0], value: unknown])[] = [
    ['buyer', buyer],
    ['sellerNip', filters.sellerNip],
    ['invoiceType', onlyOne(filters.invoiceTypes)],
    ['currency', onlyOne(filters.currencyCodes)],
    ['invoicingMode', filters.invoicingMode],
    ['formType', filters.formType],
  ];
  return facets.find((facet): facet is Facet => typeof facet[1] === 'string');
}

function onlyOne(values: unknown): unknown {
  return Array.isArray(values) && values.length === 1 ? values[0] : undefined;
}

function testsOf(filters: Readonly<Record<string, unknown>>): readonly Test[] {
  const reads: (() => Test)[] = [];
  const when = (name: string, make: (value: unknown) => Test) => {
    const value = filters[name];
    if (!isMissing(value)) reads.push(() => make(value));
  };
  const exact = (name: 'ksefNumber' | 'invoiceNumber' | 'sellerNip') =>
    when(name, (value) => {
      const wanted = stringOf(name, value);
      return (invoice) => invoice[name] === wanted;
    });
  const same = (name: 'isSelfInvoicing' | 'hasAttachment') =>
    when(name, (value) => {
      const wanted = flagOf(name, value);
      return (_invoice, summary) => summary[name] === wanted;
    });
  exact('ksefNumber');
  exact('invoiceNumber');
  exact('sellerNip');
  when('amount', amountTest);
  when('buyerIdentifier', buyerTest);
  when('currencyCodes', (value) => {
    const codes = list('currencyCodes', value);
    return (_invoice, summary) => codes.length === 0 || codes.includes(summary.currency);
  });
  when('invoicingMode', (value) => {
    const mode = oneOf('invoicingMode', value, ['Online', 'Offline']);
    return (invoice) => invoice.invoicingMode === mode;
  });
  same('isSelfInvoicing');
  same('hasAttachment');
  when('formType', (value) => {
    const type = oneOf('formType', value, ['FA', 'PEF', 'FA_RR']);
    return (invoice) => invoice.form?.value === type;
  });
  when('invoiceTypes', (value) => {
    const types = list('invoiceTypes', value);
    return (_invoice, summary) => types.length === 0 || types.includes(summary.invoiceType);
  });
  return eachInOnePass(reads, (read) => read());
}

function amountTest(value: unknown): Test {
  const amount = objectOf('amount', value);
  const { type, from, to } = inOnePass({
    type: () => oneOf('amount.type', amount.type, amountTypes),
    from: () => number('amount.from', amount.from) ?? Number.NEGATIVE_INFINITY,
    to: () => number('amount.to', amount.to) ?? Number.POSITIVE_INFINITY,
  });
  const member = amounts[type];
  return (_invoice, summary) => summary[member] >= from && summary[member] <= to;
}

function buyerTest(value: unknown): Test {
  const buyer = objectOf('buyerIdentifier', value);
  const type = oneOf('buyerIdentifier.type', buyer.type, ['Nip', 'VatUe', 'Other', 'None']);
  const wanted = buyer.value ?? null;
  return (_invoice, { buyer: { identifier } }) =>
    identifier.type === type && (wanted === null || identifier.value === wanted);
}

function list(name: string, value: unknown): readonly string[] {
  if (!Array.isArray(value)) throw unreadable(name);
  return value.map(String);
}

function number(name: string, value: unknown): number | undefined {
  if (isMissing(value)) return undefined;
  if (typeof value !== 'number') throw unreadable(name);
  return value;
}
