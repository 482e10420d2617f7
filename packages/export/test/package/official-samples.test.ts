import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lenientNip } from '@ksef/core';
import { fillTemplate } from '@ksef/core/internal';
import { type InvoiceInput, type InvoiceResult, sendInvoices } from '@ksef/sessions';
import { sendBatch } from '@ksef/sessions/batch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportInvoices, getInvoice, type InvoiceFilters } from '../../src/index.js';
import { collect, hastyClock, startKsef, type TestKsef } from '../support/ksef.js';

const samples = join(import.meta.dirname, '../../../../../shared/ksef/samples');
const haveSamples = existsSync(samples);
if (!haveSamples) console.info(`Skipped: the official samples are not at ${samples}.`);

// The seller of the samples; its checksum is wrong.
const sampleSeller = lenientNip('9999999999');

describe.skipIf(!haveSamples)('the official samples', () => {
  let ksef: TestKsef;
  beforeAll(async () => {
    ksef = await startKsef(hastyClock, sampleSeller);
    await fetch(`${ksef.emulator.baseUrl}/testdata/attachment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nip: sampleSeller }),
    });
  });
  afterAll(() => ksef.emulator.close());

  it.each(['online', 'batch'] as const)(
    'sent %s come back byte by byte, exported and downloaded',
    { timeout: 120_000 },
    async (way) => {
      const inputs = officialInvoices(way).filter(({ content }) => fits(String(content), way));
      expect(inputs.length).toBeGreaterThan(15);
      const results = await send(ksef, way, inputs);
      const refused = results.filter(({ status }) => status !== 'accepted');
      expect(refused.map(({ name, ksefStatus, error }) => [name, ksefStatus, error])).toEqual([]);

      const exported = new Map<string, Uint8Array | undefined>();
      for await (const { ksefNumber, content } of exportInvoices(ksef.api, filters(), {
        encryptor: ksef.encryptor,
      }))
        exported.set(ksefNumber, content);
      for (const { index, ksefNumber = '', name } of results) {
        const sent = Buffer.from(inputs[index]?.content ?? '');
        expect(sent.equals(exported.get(ksefNumber) ?? Buffer.alloc(0)), `${name} exported`).toBe(true);
        expect(sent.equals(await getInvoice(ksef.api, ksefNumber)), `${name} downloaded`).toBe(true);
      }
    },
  );
});

const filters = (): InvoiceFilters => ({
  subjectType: 'Subject1',
  dateRange: { dateType: 'PermanentStorage', from: new Date(Date.now() - 3_600_000).toISOString() },
});

function send(ksef: TestKsef, way: 'online' | 'batch', inputs: InvoiceInput[]): Promise<InvoiceResult[]> {
  return collect(
    (way === 'online' ? sendInvoices : sendBatch)(ksef.api, inputs, { encryptor: ksef.encryptor }),
  );
}

/** PEF goes online only, attachments go by batch only. */
function fits(xml: string, way: 'online' | 'batch'): boolean {
  return way === 'online' ? !xml.includes('<Zalacznik>') : !xml.includes('urn:oasis');
}

/** As published, but for their numbers, which several of them share, and the namespace of the schema's draft. */
function officialInvoices(prefix: string): InvoiceInput[] {
  return ['fa3', 'templates'].flatMap((folder) =>
    readdirSync(join(samples, folder)).map((name) => {
      const template = readFileSync(join(samples, folder, name), 'utf8').replace(/^\uFEFF/, '');
      const number = `${prefix}/${name}`;
      const names = [...template.matchAll(/#(\w+)#/g)].map(([, one = '']) => one);
      const values = names.map((one) => [one, one === 'invoice_number' ? number : fillingOf(one)] as const);
      const filled = fillTemplate(template, Object.fromEntries(values));
      const content = filled
        .replaceAll('http://crd.gov.pl/wzor/2025/02/14/02141/', 'http://crd.gov.pl/wzor/2025/06/25/13775/')
        // Not before the form came into being, as the drafts have it.
        .replace(/<DataWytworzeniaFa>[^<]*/, '<DataWytworzeniaFa>2026-02-02T08:00:00Z')
        // A choice: the schema allows one of them.
        .replace(/<NIP>\d{10}<\/NIP>(?=\s*<IDWew>)/g, '')
        .replace(/<P_2>[^<]*/, `<P_2>${number}`);
      return { name, content };
    }),
  );
}

function fillingOf(placeholder: string): string {
  // Parts of the names that UBL gives to customizations.
  if (placeholder === 'compliant' || placeholder === 'extended') return `#${placeholder}#`;
  if (/_date$/.test(placeholder)) return '2026-02-02';
  if (/^(nip|supplier_nip|nip_podmiot1)$/.test(placeholder)) return sampleSeller;
  if (/^idwew/.test(placeholder)) return '5265877635-12345';
  return /nip/.test(placeholder) ? '5265877635' : 'X1';
}
