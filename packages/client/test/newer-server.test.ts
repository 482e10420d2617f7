import { createKsefToken, listKsefTokens } from '@ksef/api';
import { KsefApiError, nip } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { memoryCheckpoints } from '@ksef/export';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKsef, type Ksef } from '../src/index.js';
import { invoiceXml } from './support/invoice.js';

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape are changed.
type Json = any;

const seller = nip('5251230007');
let emulator: Emulator;
let ksef: Ksef;

beforeEach(async () => {
  emulator = await startEmulator();
  ksef = createKsef({
    environment: emulator.environment,
    credentials: { ksefToken: makeTestToken },
    context: seller,
    fetch: fetchOfNewerServer,
  });
});
afterEach(() => emulator.close());

/** The emulator as a later version of KSeF might answer: members, words and codes that nobody here knows. */
async function fetchOfNewerServer(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  if (response.headers.get('content-type')?.includes('json') !== true) return response;
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  headers.set('x-added-later', 'yes');
  const body = JSON.stringify(withMore(await response.json()));
  return new Response(body, { status: response.status, headers });
}

/** Dictionaries, whose members are no fields. */
const dictionaries = ['headers', 'extensions'];
const words: Readonly<Record<string, Json>> = {
  currency: 'ZWG',
  invoiceType: 'VatOfTomorrow',
  invoicingMode: 'OfflineOfTomorrow',
  authenticationMethod: 'Telepathy',
  category: 'Telepathy',
};

function withMore(value: Json): Json {
  if (Array.isArray(value)) return value.map(withMore);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).map(([name, one]) => [
    name,
    dictionaries.includes(name) ? one : (words[name] ?? withMore(one)),
  ]);
  return {
    ...Object.fromEntries(members),
    ...('requestedPermissions' in value ? { validTo: '2027-11-30T22:59:59Z' } : {}),
    addedLater: { ownerPermissions: ['InvoiceRead'], since: '2.9.0' },
  };
}

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

const invoices = ['1', '2'].map((number) => ({ name: number, content: invoiceXml(`N/${number}`, seller) }));
const from = new Date(Date.now() - 3_600_000).toISOString();
const filters = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } } as const;

describe('a server with fields and words that came later', () => {
  it('takes invoices online and by batch, and gives their receipts', async () => {
    const online = await ksef.send(invoices[0]?.content ?? '');
    expect(online).toMatchObject({ status: 'accepted', upo: expect.any(Uint8Array) });
    const [, second] = await collect(ksef.sendBatch(invoices));
    expect(second).toMatchObject({ status: 'accepted' });
  });

  it('gives invoices back, with what is new in them', async () => {
    const sent = await collect(ksef.sendInvoices(invoices));
    const numbers = sent.map(({ ksefNumber }) => ksefNumber).sort();
    const found = await collect(ksef.queryMetadata(filters));
    expect(found.map(({ ksefNumber }) => ksefNumber).sort()).toEqual(numbers);
    for (const invoice of found) {
      expect(invoice).toMatchObject({ currency: 'ZWG', invoiceType: 'VatOfTomorrow' });
      expect(invoice).toHaveProperty('addedLater.since', '2.9.0');
      expect(invoice.seller).toHaveProperty('addedLater.since', '2.9.0');
    }
    const exported = await collect(ksef.exportInvoices(filters));
    expect(exported.map(({ ksefNumber }) => ksefNumber).sort()).toEqual(numbers);
    const checkpointStore = memoryCheckpoints();
    const synced = await collect(ksef.sync({ subjectTypes: ['Subject1'], checkpointStore, from }));
    expect(synced.map(({ ksefNumber }) => ksefNumber).sort()).toEqual(numbers);
  });

  it('lists logins and limits as they come', async () => {
    await ksef.login();
    const [session] = await collect(ksef.authSessions());
    expect(session).toMatchObject({ authenticationMethod: 'Telepathy' });
    expect(await ksef.limits()).toHaveProperty('sessions.addedLater.since', '2.9.0');
  });

  it('lists KSeF tokens with a validity that nobody here knows of', async () => {
    await createKsefToken(ksef.api, { body: { permissions: ['InvoiceRead'], description: 'for an ERP' } });
    const { tokens } = await listKsefTokens(ksef.api);
    expect(tokens).not.toHaveLength(0);
    for (const token of tokens) expect(token).toMatchObject({ validTo: '2027-11-30T22:59:59Z' });
  });

  it('is sent words that are new here, and refuses with codes that are', async () => {
    emulator.control.addFault({
      path: '/tokens',
      kind: 'error',
      status: 400,
      code: 29_999,
      description: 'Nowy błąd.',
      details: ['szczegół'],
    });
    const wish = { permissions: ['PermissionOfTomorrow' as const], description: 'of a newer contract' };
    const refusal = await createKsefToken(ksef.api, { body: wish }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(KsefApiError);
    expect(refusal).toMatchObject({
      status: 400,
      errors: [{ code: 29_999, description: 'Nowy błąd.', details: ['szczegół'] }],
    });
    // It left as it was given: the emulator knows no such word.
    await expect(createKsefToken(ksef.api, { body: wish })).rejects.toMatchObject({
      errors: [{ code: 21001, details: [expect.stringContaining('permissions')] }],
    });
  });
});
