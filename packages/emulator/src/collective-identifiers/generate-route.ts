import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import {
  eachInOnePass,
  inOnePass,
  invalidInput,
  isMissing,
  listOf,
  objectOf,
  Problem,
  readKsefNumber,
  textOf,
  unreadable,
} from '../http/index.js';
import { type InvoiceRecord, type InvoiceRegister, isSeenBy } from '../invoices/index.js';
import { type Kernel, randomHex } from '../kernel/index.js';
import { contextLimits } from '../limits/index.js';
import { collectiveNumber } from './collective-number.js';
import {
  type CollectiveRecord,
  collectivePermissions,
  collectivesOf,
  isMadeBy,
  type Payment,
} from './records.js';

/** In one context. Source: `POST /collective-identifiers` in the contract. */
const mostOfOneInvoice = 132;

/** `POST /collective-identifiers` */
export function generateCollectiveRoute(
  app: FastifyInstance,
  kernel: Kernel,
  callers: Callers,
  invoices: InvoiceRegister,
): void {
  app.post('/collective-identifiers', async (request, reply) => {
    const { context } = callers.authorize(request, collectivePermissions);
    const { maxInvoices } = contextLimits(kernel, context).collectiveIdentifier;
    const asked = readInvoices(request.body, maxInvoices);
    const found = asked.map(({ ksefNumber }) => findInvoice(context, ksefNumber));
    const sellerNip = onlySeller(found);
    checkRoom(context, asked);
    const createdAt = kernel.now();
    const number = collectiveNumber(sellerNip, createdAt, randomHex(6));
    collectivesOf(kernel).set(number, { number, sellerNip, context, createdAt, invoices: asked });
    return reply.code(201).send({ collectiveIdentifierNumber: number });
  });

  function findInvoice(context: ContextIdentifier, ksefNumber: string): InvoiceRecord {
    const invoice = invoices.withKsefNumber(ksefNumber);
    if (invoice !== undefined && isSeenBy(invoice, context)) return invoice;
    throw refusal(
      71001,
      'Faktura nie może zostać przypisana do Identyfikatora Zbiorczego.',
      `Faktura o numerze KSeF ${ksefNumber} nie może zostać przypisana do Identyfikatora Zbiorczego.`,
    );
  }

  function checkRoom(context: ContextIdentifier, asked: CollectiveRecord['invoices']): void {
    const times = new Map<string, number>();
    for (const record of collectivesOf(kernel).values()) {
      if (!isMadeBy(record, context)) continue;
      for (const { ksefNumber } of record.invoices) times.set(ksefNumber, (times.get(ksefNumber) ?? 0) + 1);
    }
    for (const { ksefNumber } of asked) {
      if ((times.get(ksefNumber) ?? 0) < mostOfOneInvoice) continue;
      throw refusal(
        71002,
        'Faktura jest już przypisana do maksymalnej liczby Identyfikatorów Zbiorczych.',
        `Faktura o numerze KSeF ${ksefNumber} jest już przypisana do maksymalnej liczby Identyfikatorów Zbiorczych.`,
      );
    }
  }
}

function onlySeller(invoices: readonly InvoiceRecord[]): string {
  const [seller, ...others] = new Set(invoices.map(({ sellerNip }) => sellerNip ?? ''));
  if (seller === undefined || others.length > 0)
    throw refusal(71004, 'Faktury muszą być wystawione przez tego samego sprzedawcę.');
  return seller;
}

function readInvoices(body: unknown, most: number): CollectiveRecord['invoices'] {
  const given = listOf('invoices', objectOf('body', body).invoices);
  if (given.length < 2 || given.length > most)
    throw invalidInput(`'invoices' musi mieć od 2 do ${most} elementów.`);
  const invoices = eachInOnePass(given, (one, index) => {
    const name = `invoices[${index}]`;
    const { ksefNumber, payment, description } = objectOf(name, one);
    const { number, paid } = inOnePass({
      number: () => readKsefNumber(ksefNumber),
      paid: () => readPayment(`${name}.payment`, payment),
      description: () =>
        isMissing(description) || description === '' || textOf(`${name}.description`, description, 1, 512),
    });
    return { ksefNumber: number, payment: paid };
  });
  const seen = new Set<string>();
  for (const { ksefNumber } of invoices) {
    if (seen.has(ksefNumber))
      throw refusal(71005, 'Numer KSeF faktury powtarza się.', `Numer KSeF ${ksefNumber} powtarza się.`);
    seen.add(ksefNumber);
  }
  return invoices;
}

function readPayment(name: string, value: unknown): Payment | null {
  if (value === undefined || value === null) return null;
  const { amount, currency } = objectOf(name, value);
  if (typeof amount !== 'number') throw unreadable(`${name}.amount`);
  if (!/^[A-Z]{3}$/.test(String(currency))) throw invalidInput(`'${name}.currency' ma nieprawidłowy format.`);
  return { amount, currency: String(currency) };
}

function refusal(code: number, description: string, ...details: string[]): Problem {
  return new Problem({ status: 400, code, description, details });
}
