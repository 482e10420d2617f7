import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBatch, memoryPartStore, sendBatch } from '../../src/batch.js';
import { type InvoiceInput, memoryJournal, send, sendInvoices } from '../../src/index.js';
import { collect, invoiceXml, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

let ksef: TestKsef;
let series = 0;
beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
afterAll(() => ksef.emulator.close());

const modes = { send, sendInvoices, sendBatch } as const;
const content = () => invoiceXml(`O/${series++}`);
const trap = (member: string) =>
  Object.defineProperty({ content: content() }, member, {
    enumerable: true,
    get() {
      throw new Error(`${member} is a trap`);
    },
  });

/** As from JavaScript, where nobody checks types. */
describe.each(Object.keys(modes) as (keyof typeof modes)[])(
  '%s, with one odd input among good ones',
  (mode) => {
    it.each([
      ['a number as name', { name: 5 }, 'INVALID_FILE_NAME', 'name'],
      ['an object as name', { name: {} }, 'INVALID_FILE_NAME', 'name'],
      ['a BigInt as name', { name: 5n }, 'INVALID_FILE_NAME', 'name'],
      ['a symbol as name', { name: Symbol('name') }, 'INVALID_FILE_NAME', 'name'],
      ['bytes as name', { name: Buffer.from('a.xml') }, 'INVALID_FILE_NAME', 'name'],
      ['a word for offlineMode', { offlineMode: 'yes' }, 'INVALID_OPTION', 'offlineMode'],
      ['a number for offlineMode', { offlineMode: 1 }, 'INVALID_OPTION', 'offlineMode'],
    ])('fails that by name: %s', async (_, odd, code, input) => {
      const source = [
        { name: '1.xml', content: content() },
        { content: content(), ...odd } as unknown as InvoiceInput,
        { name: '2.xml', content: content() },
      ];
      const results = await collect(modes[mode](ksef.api, source, { encryptor: ksef.encryptor }));
      expect(results.map(({ status }) => status)).toEqual(['accepted', 'failed', 'accepted']);
      expect(results[1]?.error).toMatchObject({ code, input });
    });

    it('takes null for what is not given', async () => {
      const none = { name: null, offlineMode: null, hashOfCorrectedInvoice: null };
      const source = [{ content: content(), ...none } as unknown as InvoiceInput];
      const [result] = await collect(modes[mode](ksef.api, source, { encryptor: ksef.encryptor }));
      expect(result).toMatchObject({ status: 'accepted' });
    });

    it('fails what throws when it is read, with what it throws', async () => {
      const members = ['name', 'content', 'offlineMode', 'hashOfCorrectedInvoice'];
      const source = [{ content: content() }, ...members.map(trap), { content: content() }];
      const results = await collect(modes[mode](ksef.api, source, { encryptor: ksef.encryptor }));
      expect(results.map(({ status }) => status)).toEqual([
        'accepted',
        ...members.map(() => 'failed'),
        'accepted',
      ]);
      for (const [place, member] of members.entries())
        expect(results[place + 1]?.error?.message).toBe(`${member} is a trap`);
    });
  },
);

describe.each(['send', 'sendInvoices'] as const)('%s', (mode) => {
  it('refuses a hash that is none before anything is sent', async () => {
    const source = [{ content: content(), hashOfCorrectedInvoice: 'abc' }, { content: content() }];
    const results = await collect(modes[mode](ksef.api, source, { encryptor: ksef.encryptor }));
    expect(results.map(({ status }) => status)).toEqual(['failed', 'accepted']);
    expect(results[0]?.error).toMatchObject({ code: 'INVALID_OPTION', input: 'hashOfCorrectedInvoice' });
  });
});

it('keeps the journal of a run readable, whatever a name is', async () => {
  const options = { encryptor: ksef.encryptor, journal: memoryJournal(), runId: 'odd' };
  const source = [{ content: content(), name: 5n } as unknown as InvoiceInput, { content: content() }];
  const first = await collect(sendInvoices(ksef.api, source, options));
  expect(first.map(({ status }) => status)).toEqual(['failed', 'accepted']);
  expect(await collect(sendInvoices(ksef.api, source, options))).toMatchObject([
    { status: 'failed' },
    { status: 'accepted', ksefNumber: first[1]?.ksefNumber },
  ]);
});

it('is refused by buildBatch, which has no results to fail', async () => {
  const source = [{ content: content(), name: 5 } as unknown as InvoiceInput];
  await expect(buildBatch(source, { partStore: memoryPartStore() })).rejects.toMatchObject({
    code: 'INVALID_FILE_NAME',
  });
});
