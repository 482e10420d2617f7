import type { ContextIdentifier } from '@ksef/core';
import type { FastifyInstance } from 'fastify';
import type { Callers } from '../access/index.js';
import { bodyOf, invalidInput, isMissing, Problem } from '../http/index.js';
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
    const asked = readInvoices(bodyOf<GenerateRequest>(request), maxInvoices);
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
      'Faktura o podanym identyfikatorze nie istnieje.',
      `Faktura o numerze KSeF ${ksefNumber} nie została znaleziona.`,
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
  const seller = invoices[0]?.sellerNip ?? '';
  const others = invoices.filter(({ sellerNip }) => sellerNip !== seller);
  if (others.length > 0) {
    const details = others.map(
      ({ ksefNumber }) => `Faktura o numerze KSeF ${ksefNumber} ma innego sprzedawcę.`,
    );
    throw refusal(71004, 'Faktury mają różnych sprzedawców.', ...details);
  }
  return seller;
}

/** Body of `POST /collective-identifiers`. */
interface GenerateRequest {
  readonly invoices: readonly {
    readonly ksefNumber: string;
    readonly payment?: Payment | null;
    readonly description?: string | null;
  }[];
}

function readInvoices({ invoices }: GenerateRequest, most: number): CollectiveRecord['invoices'] {
  if (invoices.length > most) throw invalidInput(`'invoices' musi mieć od 2 do ${most} elementów.`);
  const numbers = invoices.map(({ ksefNumber }) => ksefNumber);
  const repeated = new Set(numbers.filter((number, index) => numbers.indexOf(number) < index));
  if (repeated.size > 0) {
    const details = [...repeated].map((number) => `Powtórzony numer KSeF ${number}.`);
    throw refusal(71005, 'Powtórzony numer KSeF w żądaniu.', ...details);
  }
  return invoices.map(({ ksefNumber, payment, description }) => ({
    ksefNumber,
    payment: isMissing(payment) ? null : { amount: payment.amount, currency: payment.currency },
    description: description ?? null,
  }));
}

function refusal(code: number, description: string, ...details: string[]): Problem {
  return new Problem({ status: 400, code, description, details });
}
