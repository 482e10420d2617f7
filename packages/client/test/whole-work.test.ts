import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nip } from '@ksef/core';
import { type Emulator, makeTestToken, sampleInvoice, startEmulator } from '@ksef/emulator';
import { memoryCheckpoints } from '@ksef/export';
import { signerFromPem, xadesSigner } from '@ksef/signing';
import { testSealCertificate } from '@ksef/signing/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKsef, invoicesInFolder, type KsefEvent, type KsefOptions } from '../src/index.js';
import { invoiceXml } from './support/invoice.js';

const one = nip('5251230007');
let emulator: Emulator;
let events: KsefEvent[];

beforeEach(async () => {
  emulator = await startEmulator();
  events = [];
});
afterEach(() => emulator.close());

const create = (options: Partial<KsefOptions> = {}) =>
  createKsef({
    environment: emulator.environment,
    credentials: { ksefToken: makeTestToken },
    context: one,
    onEvent: (event) => events.push(event),
    ...options,
  });

const invoices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `${index}.xml`,
    content: invoiceXml(`W/${index}`, one),
  }));

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
}

async function sealSigner() {
  const { certificatePem, privateKeyPem } = await testSealCertificate({ nip: one });
  return xadesSigner(await signerFromPem({ certificate: certificatePem, key: privateKeyPem }));
}

describe('sampleInvoice', () => {
  it('makes invoices that are accepted, each another one', async () => {
    const ksef = create();
    const folder = await mkdtemp(join(tmpdir(), 'ksef-samples-'));
    for (const name of ['a.xml', 'b.xml'])
      await writeFile(join(folder, name), sampleInvoice({ sellerNip: one }));
    await writeFile(join(folder, 'notes.txt'), 'no invoice');
    const results = await collect(ksef.send(invoicesInFolder(folder)));
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ['a.xml', 'accepted'],
      ['b.xml', 'accepted'],
    ]);
  });

  it('writes what is asked for, and refuses what cannot stand there', () => {
    const text = new TextDecoder().decode(
      sampleInvoice({
        sellerNip: one,
        buyerNip: '7811900008',
        invoiceNumber: 'FV <1> & 2',
        issueDate: '2026-02-02',
      }),
    );
    expect(text).toContain(`<NIP>${one}</NIP>`);
    expect(text).toContain('<P_1>2026-02-02</P_1><P_2>FV &lt;1> &amp; 2</P_2>');
    expect(() => sampleInvoice({ sellerNip: '1' })).toThrow(expect.objectContaining({ code: 'INVALID_NIP' }));
    for (const wrong of [
      { issueDate: '2026-02-30' },
      { invoiceNumber: '' },
      { invoiceNumber: 'x'.repeat(257) },
    ])
      expect(() => sampleInvoice({ sellerNip: one, ...wrong })).toThrow(
        expect.objectContaining({ code: 'INVALID_OPTION', input: Object.keys(wrong)[0] }),
      );
  });
});

describe('credentials by signature', () => {
  it('log in with a seal, and log in again when the refresh token is refused', async () => {
    const ksef = create({ credentials: { signer: await sealSigner() } });
    const { status } = await ksef.send(invoiceXml('S/1', one));
    expect(status).toBe('accepted');
    emulator.control.addFault({ path: '/auth/token/refresh', kind: 'error', status: 400 });
    const context = { type: 'Nip', value: one } as const;
    await ksef.tokens.rejected(context, ksef.tokens.peek(context) ?? '');
    await ksef.limits();
    expect(emulator.control.events('redeem')).toHaveLength(2);
  });

  it('are found for each context', async () => {
    const asked: string[] = [];
    const signer = await sealSigner();
    const ksef = create({
      credentials: {
        signer: async ({ value }) => {
          asked.push(value);
          return signer;
        },
      },
    });
    await ksef.login();
    expect(asked).toEqual([one]);
  });

  it('are refused by name when they are no signer', () => {
    expect(() => create({ credentials: { signer: {} as never } })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', input: 'credentials' }),
    );
  });
});

describe('any volume', () => {
  it('goes online when few, and says so', async () => {
    const results = await collect(create().send(invoices(3)));
    expect(results.map(({ name, status }) => [name, status])).toEqual([
      ['0.xml', 'accepted'],
      ['1.xml', 'accepted'],
      ['2.xml', 'accepted'],
    ]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'mode-chosen', mode: 'online' }));
  });

  it('goes by batch when many, with the same results', async () => {
    const onlineAllowance = { perMinute: 30, perHour: 180 };
    const results = await collect(create().send(invoices(80), { onlineAllowance }));
    expect(results.filter(({ status }) => status === 'accepted')).toHaveLength(80);
    expect(events).toContainEqual(expect.objectContaining({ type: 'mode-chosen', mode: 'batch' }));
  });

  it('takes batches alone too', async () => {
    const results = await collect(create().sendBatch(invoices(2)));
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  });
});

describe('receiving', () => {
  it('finds metadata, exports and synchronises what was sent', async () => {
    const ksef = create();
    const sent = await collect(ksef.sendInvoices(invoices(3)));
    const numbers = sent.map(({ ksefNumber }) => ksefNumber).sort();
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const filters = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } } as const;

    const found = await collect(ksef.queryMetadata(filters));
    expect(found.map(({ ksefNumber }) => ksefNumber).sort()).toEqual(numbers);

    const exported = await collect(ksef.exportInvoices(filters));
    expect(exported.map(({ ksefNumber }) => ksefNumber).sort()).toEqual(numbers);

    const checkpointStore = memoryCheckpoints();
    const sync = { subjectTypes: ['Subject1'] as const, checkpointStore, from };
    const received = await collect(ksef.sync(sync));
    expect(received.map(({ ksefNumber }) => ksefNumber).sort()).toEqual(numbers);
    expect(await collect(ksef.sync(sync))).toEqual([]);
  });

  it('fails by name without a context, at the call', () => {
    const ksef = create({ context: undefined });
    expect(() => ksef.sync({} as never)).toThrow(expect.objectContaining({ code: 'MISSING_CONTEXT' }));
  });
});
