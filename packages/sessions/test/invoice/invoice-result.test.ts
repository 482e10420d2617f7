import type { KsefStatus } from '@ksef/core';
import type { InvoiceDocument } from '@ksef/documents';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import { memoryPartStore, sendBatch } from '../../src/batch.js';
import {
  type AcceptedResult,
  type DuplicateResult,
  type FailedResult,
  type InvoiceInput,
  type InvoiceResult,
  memoryJournal,
  type RejectedResult,
  type SessionJournal,
  send,
  sendInvoices,
} from '../../src/index.js';
import {
  attachment,
  collect,
  invoiceXml,
  leapingClock,
  seller,
  startKsef,
  type TestKsef,
} from '../support/ksef.js';

const upo = { path: '/sessions/{referenceNumber}/upo/{upoReferenceNumber}', times: 99 } as const;
const metadata = { method: 'POST', path: '/invoices/query/metadata', times: 99 } as const;
const refused = { kind: 'error', status: 403, code: 21405 } as const;
let ksef: TestKsef;
/** Lists and states of invoices have no KSeF numbers. */
let numberless: boolean;

beforeAll(async () => {
  ksef = await startKsef(leapingClock(), async (input, init) => {
    const answer = await fetch(input, init);
    const isOfInvoices = /\/sessions\/[^/]+\/invoices(\/[^/]+)?$/.test(new URL(String(input)).pathname);
    if (!numberless || !isOfInvoices || init?.method !== 'GET') return answer;
    const text = (await answer.text()).replaceAll(/"ksefNumber":"[^"]*"/g, '"ksefNumber":null');
    return new Response(text, { status: answer.status, headers: answer.headers });
  });
});

beforeEach(() => {
  ksef.emulator.control.reset();
  numberless = false;
});

afterAll(() => ksef.emulator.close());

describe('the type of a result', () => {
  it('has by its status what is always there', () => {
    const know = (result: InvoiceResult) => {
      if (result.status === 'accepted') {
        expectTypeOf(result).toEqualTypeOf<AcceptedResult>();
        expectTypeOf(result.ksefNumber).toEqualTypeOf<string>();
        expectTypeOf(result.invoice).toEqualTypeOf<InvoiceDocument>();
        expectTypeOf(result.invoiceHash).toEqualTypeOf<string>();
        expectTypeOf(result.error).toEqualTypeOf<Error | undefined>();
      } else if (result.status === 'rejected') {
        expectTypeOf(result).toEqualTypeOf<RejectedResult>();
        expectTypeOf(result.ksefStatus).toEqualTypeOf<KsefStatus>();
        expectTypeOf(result.sessionReferenceNumber).toEqualTypeOf<string>();
        expectTypeOf(result.referenceNumber).toEqualTypeOf<string>();
        expectTypeOf(result.invoice).toEqualTypeOf<InvoiceDocument>();
      } else if (result.status === 'failed') {
        expectTypeOf(result).toEqualTypeOf<FailedResult>();
        expectTypeOf(result.error).toEqualTypeOf<Error>();
        expectTypeOf(result.invoice).toEqualTypeOf<InvoiceDocument | undefined>();
      } else {
        expectTypeOf(result).toEqualTypeOf<DuplicateResult>();
        expectTypeOf(result.ksefNumber).toEqualTypeOf<string | undefined>();
        expectTypeOf(result.invoice).toEqualTypeOf<InvoiceDocument>();
      }
    };
    expect(know).toBeTypeOf('function');
  });

  it('is narrowed where its members were taken apart, too', () => {
    const know = ({ status, ksefNumber, error, ksefStatus }: InvoiceResult) => {
      if (status === 'accepted') expectTypeOf(ksefNumber).toEqualTypeOf<string>();
      if (status === 'failed') expectTypeOf(error).toEqualTypeOf<Error>();
      if (status === 'rejected') expectTypeOf(ksefStatus).toEqualTypeOf<KsefStatus>();
    };
    expect(know).toBeTypeOf('function');
  });

  it('has every member, for who asks before the status', () => {
    expectTypeOf<InvoiceResult['ksefNumber']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<InvoiceResult['ksefStatus']>().toEqualTypeOf<KsefStatus | undefined>();
    expectTypeOf<InvoiceResult['error']>().toEqualTypeOf<Error | undefined>();
    expectTypeOf<InvoiceResult['invoice']>().toEqualTypeOf<InvoiceDocument | undefined>();
    expectTypeOf<InvoiceResult['invoiceHash']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<InvoiceResult['sessionReferenceNumber']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<InvoiceResult['referenceNumber']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<InvoiceResult['sameContent']>().toEqualTypeOf<boolean | undefined>();
    expectTypeOf<InvoiceResult['originalSessionReferenceNumber']>().toEqualTypeOf<string | undefined>();
    expectTypeOf<InvoiceResult['upo']>().toEqualTypeOf<Uint8Array | undefined>();
  });
});

const always = { index: expect.any(Number) };
const judged = {
  ...always,
  invoice: expect.objectContaining({ sellerNip: expect.any(String), invoiceNumber: expect.any(String) }),
  invoiceHash: expect.stringMatching(/^[\w+/]{43}=$/),
};
const promised = {
  accepted: { ...judged, ksefNumber: expect.stringMatching(/^\d{10}-\d{8}-[\dA-F]{12}-[\dA-F]{2}$/) },
  duplicate: judged,
  rejected: {
    ...judged,
    ksefStatus: { code: expect.any(Number), description: expect.any(String) },
    sessionReferenceNumber: expect.stringMatching(/-S[OB]-/),
    referenceNumber: expect.any(String),
  },
  failed: { ...always, error: expect.any(Error) },
} satisfies { [Status in InvoiceResult['status']]: object };
const neverOf = {
  accepted: ['sameContent', 'originalSessionReferenceNumber'],
  duplicate: ['upo', 'error'],
  rejected: ['ksefNumber', 'sameContent', 'originalSessionReferenceNumber', 'upo', 'error'],
  failed: ['ksefNumber', 'sameContent', 'originalSessionReferenceNumber', 'upo'],
} satisfies { [Status in InvoiceResult['status']]: (keyof InvoiceResult)[] };

function expectPromised(results: readonly InvoiceResult[], statuses: readonly InvoiceResult['status'][]) {
  expect(results.map(({ status }) => status)).toEqual(statuses);
  for (const result of results) {
    expect(result).toMatchObject(promised[result.status]);
    for (const member of neverOf[result.status]) expect(result[member], member).toBeUndefined();
  }
}

describe('what a type promises is there', () => {
  const inputs: readonly InvoiceInput[] = [
    { name: 'good', content: invoiceXml('A/1') },
    { name: 'conflict', content: invoiceXml('A/1', { note: 'other' }) },
    { name: 'late', content: invoiceXml('A/2', { date: '2099-01-01' }) },
    { name: 'none', content: '<a/>' },
    { content: invoiceXml('A/3') },
  ];
  const statuses = ['accepted', 'duplicate', 'rejected', 'failed', 'accepted'] as const;
  const journaled = (journal: SessionJournal) => ({ journal, runId: 'run', context: seller });

  it('online, and again from the journal', async () => {
    const { api, encryptor } = ksef;
    const options = { encryptor, concurrency: 1, withUpo: true, ...journaled(memoryJournal()) };
    for (let process = 0; process < 2; process++)
      expectPromised(await collect(sendInvoices(api, inputs, options)), statuses);
  });

  it('by batch, and again from the journal', async () => {
    const { api, encryptor } = ksef;
    const resumption = { sealingKey: new Uint8Array(32), partStore: memoryPartStore() };
    const options = { encryptor, ...journaled(memoryJournal()), ...resumption };
    for (let process = 0; process < 2; process++)
      expectPromised(await collect(sendBatch(api, inputs, options)), statuses);
  });

  it('both ways at once, one of which does not come through', async () => {
    const { api, encryptor, emulator } = ksef;
    emulator.control.addFault({ method: 'POST', path: '/sessions/batch', ...refused, times: 99 });
    const attached = { content: invoiceXml('A/5').replace('</Faktura>', `${attachment}</Faktura>`) };
    expectPromised(await collect(send(api, [...inputs, attached], { encryptor })), [...statuses, 'failed']);
  });

  it('of batches whose receipt is not to be had, or handed over', async () => {
    const { api, encryptor, emulator } = ksef;
    const onUpo = () => Promise.reject('no room');
    const unkept = await collect(sendBatch(api, inputs, { encryptor, onUpo }));
    expectPromised(unkept, statuses);
    expect(unkept[0]?.error?.message).toBe('no room');
    emulator.control.addFault({ kind: 'html', path: '/_storage/*', method: 'GET', status: 404, times: 99 });
    emulator.control.addFault({ kind: 'error', ...upo });
    const other = inputs.map((input) => ({ ...input, content: String(input.content).replace('A/', 'B/') }));
    expectPromised(await collect(sendBatch(api, other, { encryptor })), statuses);
  });

  it('of the same bytes twice, known only from metadata', async () => {
    const { api, encryptor, emulator } = ksef;
    const once = { encryptor, concurrency: 1 };
    const [first] = await collect(sendInvoices(api, inputs.slice(0, 1), once));
    numberless = true;
    emulator.control.reset();
    const same = Array.from({ length: 2 }, () => inputs[0] as InvoiceInput);
    const results = await collect(sendInvoices(api, same, once));
    expect(first?.status).toBe('accepted');
    expectPromised(results, ['accepted', 'duplicate']);
  });
});

describe('an invoice that KSeF calls accepted without a number', () => {
  const input = { content: invoiceXml('A/1') };
  beforeEach(() => {
    numberless = true;
  });

  it('online has the one of the metadata', async () => {
    const { api, encryptor, emulator } = ksef;
    const [result] = await collect(sendInvoices(api, [input], { encryptor }));
    const [processed] = emulator.control.events('invoice-processed');
    expect(result).toMatchObject({ status: 'accepted', ksefNumber: processed?.ksefNumber });
  });

  it('online is in doubt where those do not tell either, and is asked for again with the journal', async () => {
    const { api, encryptor, emulator } = ksef;
    emulator.control.addFault({ ...metadata, ...refused });
    const options = { encryptor, journal: memoryJournal(), runId: 'run', context: seller };
    const [doubtful] = await collect(sendInvoices(api, [input], options));
    expect(doubtful).toMatchObject({
      status: 'failed',
      error: { code: 'UNKNOWN_OUTCOME', message: expect.stringContaining('no KSeF number') },
      ...judged,
      sessionReferenceNumber: expect.any(String),
      referenceNumber: expect.any(String),
    });
    numberless = false;
    const [result] = await collect(sendInvoices(api, [input], options));
    expect(result).toMatchObject({ status: 'accepted', referenceNumber: doubtful?.referenceNumber });
    expect(emulator.control.events('invoice-accepted')).toHaveLength(1);
  });

  it('by batch is in doubt, when the receipt does not name it', async () => {
    const { api, encryptor, emulator } = ksef;
    emulator.control.addFault({ kind: 'html', path: '/_storage/*', method: 'GET', status: 404, times: 99 });
    emulator.control.addFault({ kind: 'error', ...upo });
    const [result] = await collect(sendBatch(api, [input], { encryptor }));
    expect(result).toMatchObject({ status: 'failed', error: { code: 'UNKNOWN_OUTCOME' } });
  });
});
