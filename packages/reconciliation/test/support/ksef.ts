import { createKsef } from '@ksef/client';
import { type Clock, nip, systemClock } from '@ksef/core';
import { type Emulator, makeTestToken, sampleInvoice } from '@ksef/emulator';
import { reconciliation } from '../../src/index.js';

export const seller = '5265877635';
export const buyer = '7811900008';
/** The day on which the tests' invoices are issued unless they say otherwise: of Poland, today. */
export const today = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Warsaw' }).format(new Date());

const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};

/** A client of a company that can reconcile. */
export function clientOf(emulator: Emulator, company: string) {
  return createKsef({
    environment: emulator.environment,
    credentials: { ksefToken: makeTestToken(nip(company)) },
    context: nip(company),
    clock: hasty,
    rateLimiter: false,
  }).extend(reconciliation);
}

export type TestClient = ReturnType<typeof clientOf>;

/** An invoice of 123 PLN. */
export function invoice(invoiceNumber: string, more: { readonly issueDate?: string } = {}): Uint8Array {
  return sampleInvoice({ sellerNip: seller, buyerNip: buyer, invoiceNumber, issueDate: today, ...more });
}

/** Sends it, and returns its KSeF number. */
export async function sent(ksef: TestClient, content: Uint8Array): Promise<string> {
  const result = await ksef.send(content);
  if (result.status !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(result)}`);
  return result.ksefNumber;
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}
