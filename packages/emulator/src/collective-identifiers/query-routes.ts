import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { bodyOf, invalidInput, isMissing, ksefNumberParameter, missing, pageOf } from '../http/index.js';
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
    const fits = testOf(bodyOf<CollectiveFilters>(request), context);
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
    const numbers = readNumbers(
      bodyOf<{ readonly collectiveIdentifierNumbers: readonly string[] }>(request)
        .collectiveIdentifierNumbers,
    );
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

  /** Payments and descriptions are for who made the identifier, and for the parties of the invoice. */
  function show(
    record: CollectiveRecord,
    { ksefNumber, payment, description }: CollectiveRecord['invoices'][number],
    context: ContextIdentifier,
  ) {
    const invoice = invoices.withKsefNumber(ksefNumber);
    const maySee = isMadeBy(record, context) || (invoice !== undefined && isPartyOf(invoice, context));
    return {
      ksefNumber,
      ...(maySee ? { payment, description } : {}),
      detailsHidden: !maySee && (payment !== null || description !== null),
      collectiveIdentifierNumber: record.number,
    };
  }
}

function readNumbers(given: readonly string[]): readonly string[] {
  if (given.length === 0) throw missing('collectiveIdentifierNumbers');
  if (given.length > 10) throw invalidInput("'collectiveIdentifierNumbers' może mieć najwyżej 10 elementów.");
  const wrong = given.findIndex((number) => number.length !== numberLength);
  if (wrong >= 0) {
    throw invalidInput(`'collectiveIdentifierNumbers[${wrong}]' musi mieć ${numberLength} znaków.`);
  }
  return [...new Set(given)];
}

/** Body of `POST /collective-identifiers/query`. */
interface CollectiveFilters {
  readonly dateCreatedFrom: string;
  readonly dateCreatedTo: string;
  readonly collectiveIdentifierNumber?: string | null;
  readonly invoiceCountFrom?: number | null;
  readonly invoiceCountTo?: number | null;
  readonly createdInCurrentContext?: boolean | null;
}

function testOf(filters: CollectiveFilters, context: ContextIdentifier): (one: CollectiveRecord) => boolean {
  const from = Date.parse(filters.dateCreatedFrom);
  const to = Date.parse(filters.dateCreatedTo);
  if (from > to) throw invalidInput("'dateCreatedFrom' nie może być późniejsze niż 'dateCreatedTo'.");
  if (to - from > longestRangeMs) throw invalidInput('Zakres dat nie może przekraczać 100 dni.');
  const { collectiveIdentifierNumber: number, createdInCurrentContext: own } = filters;
  const fewest = filters.invoiceCountFrom ?? 0;
  const most = filters.invoiceCountTo ?? Number.POSITIVE_INFINITY;
  return (one) =>
    one.createdAt >= from &&
    one.createdAt <= to &&
    (isMissing(number) || one.number === number) &&
    one.invoices.length >= fewest &&
    one.invoices.length <= most &&
    (isMissing(own) || own === isMadeBy(one, context));
}
