import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SendBatchOptions, sendBatch } from '../../src/batch.js';
import { type InvoiceInput, type SendInvoicesOptions, send, sendInvoices } from '../../src/index.js';
import { collect, invoiceXml, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

let ksef: TestKsef;
let series = 0;

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
afterAll(() => ksef.emulator.close());

const bytes = new TextEncoder().encode(invoiceXml('bytes'));
const ways = { send, sendInvoices, sendBatch } as const;

/** As from JavaScript, where nobody checks types. */
function run(way: keyof typeof ways, source: unknown, options: object = {}) {
  const given = { encryptor: ksef.encryptor, ...options } as SendInvoicesOptions & SendBatchOptions;
  return collect(ways[way](ksef.api, source as InvoiceInput[], given));
}

describe.each(Object.keys(ways) as (keyof typeof ways)[])('%s, called from JavaScript', (way) => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 5],
    ['one invoice as bytes', bytes],
    ['one invoice as text', invoiceXml('text')],
    ['an ArrayBuffer', bytes.buffer],
    ['a promise', Promise.resolve([])],
    ['one input', { content: bytes }],
    ['a Blob', new Blob([bytes])],
  ])('refuses %s instead of an iterable of inputs, and says what is needed', async (_, source) => {
    await expect(run(way, source)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      input: 'source',
      message: expect.stringContaining('[{ content }]'),
    });
  });

  it('fails inputs without content one by one, by name, and sends the others', async () => {
    const right = { name: 'right', content: invoiceXml(`${way}/${series++}`) };
    const wrong = [null, undefined, 1, bytes, 'path/invoice.xml', {}, { name: 'no content' }];
    const odd = [
      { content: null },
      { content: 5 },
      { content: bytes.buffer },
      { content: new Blob([bytes]) },
    ];
    const results = await run(way, [...wrong, right, ...odd]);
    expect(results.map(({ status }) => status)).toEqual([
      ...wrong.map(() => 'failed'),
      'accepted',
      ...odd.map(() => 'failed'),
    ]);
    expect(results[6]?.name).toBe('no content');
    for (const { error } of results.filter(({ status }) => status === 'failed'))
      expect(error).toMatchObject({ code: 'NOT_AN_INVOICE', input: 'content' });
  });

  it('takes bytes of another realm, such as that of a test runner', async () => {
    const Foreign = runInNewContext('Uint8Array') as Uint8ArrayConstructor;
    const content = new Foreign(new TextEncoder().encode(invoiceXml(`${way}/${series++}`)));
    expect(await run(way, [{ content }])).toMatchObject([{ status: 'accepted' }]);
  });

  it('says that a path is no content', async () => {
    const [result] = await run(way, [{ content: './invoices/1.xml' }]);
    expect(result?.error).toMatchObject({
      code: 'INVALID_XML',
      message: expect.stringContaining('not its path'),
    });
  });
});

describe.each(['sendInvoices', 'sendBatch'] as const)('%s', (way) => {
  it.each([0, -1, Number.NaN])(
    'refuses a timeout of %s, instead of finding KSeF silent',
    async (timeoutMs) => {
      const refused = { code: 'INVALID_OPTION', input: 'timeoutMs' };
      await expect(run(way, [], { timeoutMs })).rejects.toMatchObject(refused);
    },
  );
});

describe('send', () => {
  it.each(['journal', 'runId'])('refuses a %s that is for neither way', async (input) => {
    const refused = { code: 'INVALID_OPTION', input, message: expect.stringContaining('online: {') };
    await expect(run('send', [], { [input]: 'x' })).rejects.toMatchObject(refused);
  });
});

describe.each(['sendInvoices', 'sendBatch'] as const)('%s', (way) => {
  it.each([0, -1, 1.5, Number.NaN, '8'])('refuses a concurrency of %s', async (concurrency) => {
    const refused = { code: 'INVALID_OPTION', input: 'concurrency' };
    await expect(run(way, [], { concurrency })).rejects.toMatchObject(refused);
  });
});
