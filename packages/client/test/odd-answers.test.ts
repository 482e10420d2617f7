import type { Fetch } from '@ksef/api';
import { nodeFetch } from '@ksef/api/node';
import { type Clock, nip, systemClock } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createKsef, type InvoiceResult, type Ksef } from '../src/index.js';
import { invoiceXml } from './support/invoice.js';

const seller = nip('5251230007');
const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};
let emulator: Emulator;

beforeEach(async () => {
  emulator = await startEmulator();
});

afterEach(async () => {
  await emulator.close();
});

/** KSeF does the work, and something in between puts another answer in place of the first one at this address. */
function replacing(method: string, path: RegExp, body: string): { readonly fetch: Fetch; replaced: number } {
  const one = {
    replaced: 0,
    fetch: (async (url, init) => {
      const response = await nodeFetch(url, init);
      const isIt = init.method === method && path.test(new URL(url).pathname) && response.ok;
      if (!isIt || one.replaced > 0) return response;
      one.replaced++;
      await response.arrayBuffer();
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    }) satisfies Fetch,
  };
  return one;
}

async function collect(results: AsyncIterable<InvoiceResult>): Promise<InvoiceResult[]> {
  const all: InvoiceResult[] = [];
  for await (const result of results) all.push(result);
  return all;
}

const ways: readonly [string, (ksef: Ksef) => Promise<InvoiceResult[]>][] = [
  ['sendInvoices', (ksef) => collect(ksef.sendInvoices([{ content: invoiceXml('A/1', seller) }]))],
  [
    'openSender',
    async (ksef) => {
      const sender = await ksef.openSender();
      const result = await sender.send({ content: invoiceXml('A/1', seller) });
      await sender.close();
      return [result];
    },
  ],
  ['sendBatch', (ksef) => collect(ksef.sendBatch([{ content: invoiceXml('A/1', seller) }]))],
];

describe.each(['null', '[]', '{"supportID":"123"}'])('%s in place of one answer', (body) => {
  describe.each(ways)('through %s', (_name, send) => {
    it.each([
      ['to the opening', 'POST', /\/sessions\/(online|batch)$/],
      ['to an invoice', 'POST', /\/sessions\/online\/[^/]+\/invoices$/],
      ['to the closing', 'POST', /\/sessions\/(online|batch)\/[^/]+\/close$/],
      ['to the status', 'GET', /\/sessions\/[^/]+$/],
      ['to the login', 'POST', /\/auth\/challenge$/],
      ['to the limits', 'GET', /\/rate-limits$/],
      ['to the public keys', 'GET', /\/security\/public-key-certificates$/],
    ])('%s: the invoice is with KSeF once, and known', async (_what, method, path) => {
      const { fetch } = replacing(method, path, body);
      const ksef = createKsef({
        environment: emulator.environment,
        credentials: { ksefToken: makeTestToken },
        context: seller,
        clock: hasty,
        fetch,
      });
      const results = await send(ksef);
      if (body === '[]' && path.test('/security/public-key-certificates')) {
        // No keys at all is an answer too.
        expect(results).toMatchObject([{ status: 'failed', error: { name: 'CryptoError' } }]);
        return;
      }
      expect(results.map(({ status, error }) => [status, error])).toEqual([['accepted', undefined]]);
      const again = await collect(ksef.sendInvoices([{ content: invoiceXml('A/1', seller) }]));
      expect(again).toMatchObject([{ status: 'duplicate', ksefNumber: results[0]?.ksefNumber }]);
    });
  });

  it('to the start of an export: it is started once, or once more', async () => {
    const { fetch } = replacing('POST', /\/invoices\/exports$/, body);
    const ksef = createKsef({
      environment: emulator.environment,
      credentials: { ksefToken: makeTestToken },
      context: seller,
      clock: hasty,
      fetch,
    });
    await ksef.send(invoiceXml('A/1', seller));
    const dateRange = { dateType: 'PermanentStorage', from: new Date(Date.now() - 86_400_000).toISOString() };
    const numbers: string[] = [];
    for await (const { metadata } of ksef.exportInvoices({ subjectType: 'Subject1', dateRange } as never))
      numbers.push(metadata.ksefNumber);
    expect(numbers).toHaveLength(1);
  });
});
