import type { Api } from '@ksef/api';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type InvoiceInput, memoryJournal, type SymmetricKeyEncryptor, send } from '../../src/index.js';
import { flush } from '../../src/invoice/flush.js';
import { whyNoThreads } from '../../src/runtime/check-threads.js';
import { type Choice, describeChoice } from '../../src/send/describe-choice.js';
import { failWithoutBatch } from '../../src/send/fail-without-batch.js';
import { requiredMode } from '../../src/send/required-mode.js';
import { ResultsInOrder } from '../../src/send/results-in-order.js';
import { attachment, collect, invoiceXml } from '../support/ksef.js';

const ubl = 'urn:oasis:names:specification:ubl:schema:xsd:';
const pef = (root: 'Invoice' | 'CreditNote', party = 'PL5251230007') =>
  `<u:${root} xmlns:u="${ubl}${root}-2" xmlns:cac="${ubl}CommonAggregateComponents-2" xmlns:cbc="${ubl}CommonBasicComponents-2">` +
  '<cbc:ID>P/1</cbc:ID><cbc:IssueDate>2026-02-01</cbc:IssueDate><cac:AccountingSupplierParty><cac:Party>' +
  `<cac:PartyTaxScheme><cbc:CompanyID>${party}</cbc:CompanyID></cac:PartyTaxScheme>` +
  `</cac:Party></cac:AccountingSupplierParty></u:${root}>`;
const attached = invoiceXml('1').replace('</Faktura>', `${attachment}</Faktura>`);
const encryptor = {} as SymmetricKeyEncryptor;

describe('requiredMode', () => {
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
  ])('is %s for %s', async (mode, _, input) => {
    expect(await requiredMode(input)).toBe(mode);
  });
});

describe('describeChoice', () => {
  const plain = { content: invoiceXml('1') };
  const scan = { content: attached };
  const correction = { content: invoiceXml('2'), hashOfCorrectedInvoice: 'h' };
  const noBatch = 'there are no threads';
  const few = "2 invoices wait 60 s at most for KSeF's limits online";
  const many = "more than 1 invoices would have to wait too long for KSeF's limits online";
  const forced = 'PEF and corrections go online only, attachments by batch only';
  const choice: Choice = {
    seen: [plain, plain],
    few: true,
    usual: 'online',
    earlier: undefined,
    noBatch: undefined,
    onlineWaitMs: 60_000,
  };
  const isMany = { few: false, usual: 'batch' } as const;

  it.each<[string, Choice['usual'] | 'both', Partial<Choice>]>([
    [`${few}.`, 'online', {}],
    [`${many}.`, 'batch', isMany],
    [`${few}; ${forced}.`, 'both', { seen: [plain, scan] }],
    [`${many}; ${forced}.`, 'both', { ...isMany, seen: [plain, correction] }],
    [`${few}; ${forced}.`, 'both', { seen: [correction, scan] }],
    [`${few}.`, 'batch', { seen: [scan, scan] }],
    [`${many}.`, 'online', { ...isMany, seen: [correction, correction] }],
    ["0 invoices wait 60 s at most for KSeF's limits online.", 'online', { seen: [] }],
    [`${few}.`, 'online', { noBatch }],
    [`${few}; attachments fail: ${noBatch}.`, 'online', { noBatch, seen: [plain, scan] }],
    [`${few}; attachments fail: ${noBatch}.`, 'online', { noBatch, seen: [scan, scan] }],
    [`${many}; no batch can be made: ${noBatch}.`, 'online', { noBatch, few: false }],
    [
      `${many}; no batch can be made: ${noBatch}; attachments fail: ${noBatch}.`,
      'online',
      { noBatch, few: false, seen: [plain, scan] },
    ],
    ['this run was begun by batch.', 'batch', { usual: 'batch', earlier: 'batch' }],
    ['this run was begun online.', 'online', { few: false, earlier: 'online' }],
  ])('says: %s', async (reason, mode, change) => {
    expect(await describeChoice({ ...choice, ...change })).toEqual({
      type: 'mode-chosen',
      mode,
      reason,
      onlineWaitMs: 60_000,
    });
  });
});

describe('ResultsInOrder', () => {
  const result = (index: number) =>
    ({ index, name: undefined, status: 'failed', error: new Error(String(index)) }) as const;

  it('gives results in order, and tells of each change', async () => {
    const results = new ResultsInOrder(2);
    let changes = 0;
    const watch = async () => {
      for (;;) {
        await results.changed();
        changes++;
      }
    };
    void watch();
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    results.put(result(1));
    await settle();
    expect([results.take(), results.next, results.isFull, changes]).toEqual([undefined, 0, false, 1]);
    results.put(result(0));
    await settle();
    expect([results.isFull, changes]).toEqual([true, 2]);
    expect(results.take()).toEqual(result(0));
    await settle();
    expect([results.next, results.isFull, changes]).toEqual([1, false, 3]);
    expect(results.take()).toEqual(result(1));
    expect(results.take()).toBeUndefined();
    await settle();
    expect([results.next, changes]).toEqual([2, 4]);
  });
});

describe('failWithoutBatch, where there are no threads', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('gives each input a result, and none to a word between them', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' });
    async function* inputs() {
      yield { name: 'one', content: attached };
      yield flush;
      yield { name: 'two', content: attached };
    }
    const results = await collect(failWithoutBatch(inputs(), whyNoThreads() ?? ''));
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
    'refuses a %s that is not given for a mode, before it takes an input',
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
        message: expect.stringContaining(`a ${input} for each mode`),
      });
      expect(taken).toBe(0);
    },
  );
});
