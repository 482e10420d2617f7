import type { Api } from '@ksef/api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hurry } from '../src/batch/hurry.js';
import { byBatch } from '../src/by-batch.js';
import { wayOf } from '../src/choose-way.js';
import { type InvoiceInput, memoryJournal, type SymmetricKeyEncryptor, send } from '../src/index.js';
import { collect, invoiceXml } from './support/ksef.js';

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';
const pef = (root: 'Invoice' | 'CreditNote', party = 'PL5251230007') =>
  `<u:${root} xmlns:u="${ubl}${root}-2" xmlns:cac="${ubl}CommonAggregateComponents-2" xmlns:cbc="${ubl}CommonBasicComponents-2">` +
  '<cbc:ID>P/1</cbc:ID><cbc:IssueDate>2026-02-01</cbc:IssueDate><cac:AccountingSupplierParty><cac:Party>' +
  `<cac:PartyTaxScheme><cbc:CompanyID>${party}</cbc:CompanyID></cac:PartyTaxScheme>` +
  `</cac:Party></cac:AccountingSupplierParty></u:${root}>`;
const attached = invoiceXml('1').replace('</Faktura>', '<Zalacznik/></Faktura>');
const encryptor = {} as SymmetricKeyEncryptor;

describe('wayOf', () => {
  it.each<[string, string, InvoiceInput]>([
    ['any', 'an invoice', { content: invoiceXml('1') }],
    ['any', 'one that only speaks of attachments', { content: invoiceXml('1', { note: 'Zalacznik' }) }],
    ['any', 'one that only names the language of PEF', { content: invoiceXml('1', { note: 'urn:oasis' }) }],
    ['batch', 'one with an attachment', { content: attached }],
    ['batch', 'the same as bytes', { content: new TextEncoder().encode(attached) }],
    ['online', 'a correction, whatever it has', { content: attached, hashOfCorrectedInvoice: 'h' }],
    ['online', 'PEF', { content: pef('Invoice') }],
    ['online', 'a correction in PEF', { content: pef('CreditNote') }],
    ['any', 'what cannot be read', { content: `${attached}<` }],
    ['any', 'what is no input', undefined as unknown as InvoiceInput],
    ['any', 'what has no content', { content: 7 as unknown as string }],
  ])('is %s for %s', async (way, _, input) => {
    expect(await wayOf(input)).toBe(way);
  });
});

describe('byBatch, where there are no threads', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('gives each input a result, and none to a word between them', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' });
    async function* inputs() {
      yield { name: 'one', content: attached };
      yield hurry;
      yield { name: 'two', content: attached };
    }
    const results = await collect(await byBatch({} as Api, inputs(), { encryptor }));
    expect(results).toEqual(
      ['one', 'two'].map((name, index) => ({
        index,
        name,
        status: 'failed',
        error: expect.objectContaining({
          code: 'NO_THREADS',
          message: expect.stringMatching(/attachments by batch only. Cloudflare/),
        }),
      })),
    );
  });
});

describe('send', () => {
  it.each(['journal', 'runId', 'sealingKey', 'partStore'])(
    'refuses a %s that is not said of which way, before it takes an input',
    async (input) => {
      let taken = 0;
      function* source() {
        taken++;
        yield { content: invoiceXml('1') };
      }
      const options = { encryptor, [input]: memoryJournal() };
      await expect(send({} as Api, source(), options).next()).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        input,
        message: expect.stringContaining(`a ${input} for each way`),
      });
      expect(taken).toBe(0);
    },
  );
});
