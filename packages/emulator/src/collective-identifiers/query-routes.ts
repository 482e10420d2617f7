import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import {
  inOnePass,
  invalidInput,
  isMissing,
  ksefNumberParameter,
  listOf,
  missing,
  objectOf,
  pageOf,
  textOf,
  unreadable,
} from '../http/index.js';
import { type InvoiceRegister, isPartyOf } from '../invoices/index.js';
import type { Kernel } from '../kernel/index.js';
import {
  type CollectiveRecord,
  collectivePermissions,
  collectivesOf,
  isMadeBy,
  newestFirst,
} from './records.js';

const longestRangeMs = 100 * 86_400_000;
const numberLength = 35;

/** What `/collective-identifiers` lists: those of a context, those of an invoice, and the invoices of some. */
export function collectiveQueryRoutes(
  app: FastifyInstance,
  kernel: Kernel,
  callers: Callers,
  invoices: InvoiceRegister,
): void {
  app.post('/collective-identifiers/query', async (request) => {
    const { context } = callers.authorize(request, collectivePermissions);
    const fits = readFilters(objectOf('body', request.body), context);
    const isSeller = ({ sellerNip }: CollectiveRecord) =>
      context.type === 'Nip' && sellerNip === context.value;
    const found = [...collectivesOf(kernel).values()].filter(
      (one) => (isMadeBy(one, context) || isSeller(one)) && fits(one),
    );
    const { items, continuationToken } = pageOf(request, newestFirst(found), 'collective-identifiers', 200);
    return {
      continuationToken,
      collectiveIdentifiers: items.map((one) => ({
        ...describe(one, context),
        invoiceCount: one.invoices.length,
      })),
    };
  });

  app.get('/collective-identifiers/ksef/:ksefNumber', async (request) => {
    const { context } = callers.authorize(request, collectivePermissions);
    const ksefNumber = ksefNumberParameter(request);
    const invoice = invoices.withKsefNumber(ksefNumber);
    const isParty = invoice !== undefined && isPartyOf(invoice, context);
    const found = [...collectivesOf(kernel).values()].filter(
      (one) =>
        (isParty || isMadeBy(one, context)) && one.invoices.some((its) => its.ksefNumber === ksefNumber),
    );
    const { items, continuationToken } = pageOf(request, newestFirst(found), `collective:${ksefNumber}`, 200);
    return { continuationToken, collectiveIdentifiers: items.map((one) => describe(one, context)) };
  });

  app.post('/collective-identifiers/invoices', async (request) => {
    const { context } = callers.authorize(request, collectivePermissions);
    const numbers = readNumbers(request.body);
    const found = numbers
      .flatMap((number) => collectivesOf(kernel).get(number) ?? [])
      .flatMap((record) => record.invoices.map((invoice) => show(record, invoice, context)));
    found.sort((one, other) => (one.ksefNumber < other.ksefNumber ? 1 : -1));
    const { items, continuationToken } = pageOf(request, found, `collective:${numbers.join(',')}`, 500);
    return { continuationToken, invoices: items };
  });

  function describe(record: CollectiveRecord, context: ContextIdentifier) {
    return {
      collectiveIdentifierNumber: record.number,
      dateCreated: kernel.timestamp(record.createdAt),
      createdInCurrentContext: isMadeBy(record, context),
    };
  }

  /** Payments are for who made the identifier, and for the parties of the invoice. */
  function show(
    record: CollectiveRecord,
    { ksefNumber, payment }: CollectiveRecord['invoices'][number],
    context: ContextIdentifier,
  ) {
    const invoice = invoices.withKsefNumber(ksefNumber);
    const maySee = isMadeBy(record, context) || (invoice !== undefined && isPartyOf(invoice, context));
    return {
      ksefNumber,
      ...(maySee ? { payment } : {}),
      detailsHidden: !maySee && payment !== null,
      collectiveIdentifierNumber: record.number,
    };
  }
}

function readNumbers(body: unknown): readonly string[] {
  const given = listOf('collectiveIdentifierNumbers', objectOf('body', body).collectiveIdentifierNumbers);
  if (given.length > 10) throw invalidInput("'collectiveIdentifierNumbers' może mieć najwyżej 10 elementów.");
  const numbers = given.map((one) => textOf('collectiveIdentifierNumbers', one, numberLength, numberLength));
  return [...new Set(numbers)];
}

function readFilters(
  filters: Readonly<Record<string, unknown>>,
  context: ContextIdentifier,
): (one: CollectiveRecord) => boolean {
  const { from, to } = inOnePass({
    from: () => instantOf('dateCreatedFrom', filters.dateCreatedFrom),
    to: () => instantOf('dateCreatedTo', filters.dateCreatedTo),
  });
  if (from > to) throw invalidInput("'dateCreatedFrom' nie może być późniejsze niż 'dateCreatedTo'.");
  if (to - from > longestRangeMs) throw invalidInput('Zakres dat nie może przekraczać 100 dni.');
  const { collectiveIdentifierNumber: number, createdInCurrentContext: own } = filters;
  if (own !== undefined && own !== null && typeof own !== 'boolean')
    throw unreadable('createdInCurrentContext');
  const fewest = countOf('invoiceCountFrom', filters.invoiceCountFrom) ?? 0;
  const most = countOf('invoiceCountTo', filters.invoiceCountTo) ?? Number.POSITIVE_INFINITY;
  return (one) =>
    one.createdAt >= from &&
    one.createdAt <= to &&
    (number === undefined || number === null || one.number === number) &&
    one.invoices.length >= fewest &&
    one.invoices.length <= most &&
    (typeof own !== 'boolean' || own === isMadeBy(one, context));
}

function instantOf(name: string, value: unknown): number {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (isMissing(value)) throw missing(name);
  if (Number.isNaN(at)) throw unreadable(name);
  return at;
}

function countOf(name: string, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Number.isInteger(value)) throw unreadable(name);
  return Number(value);
}
