import type { Api } from '@ksef/api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PackagedInvoice } from '../../../src/batch/shipping/batch-progress.js';
import { compareDuplicates } from '../../../src/batch/shipping/compare-duplicates.js';
import { type ReadResultsOptions, readResults } from '../../../src/batch/shipping/read-results.js';
import { memoryPartStore, sendBatch } from '../../../src/batch.js';
import { getSession, type SessionEvent, type Upo } from '../../../src/index.js';
import { collect, invoiceXml, leapingClock, startKsef, type TestKsef } from '../../support/ksef.js';

const receipts = [
  { kind: 'html', path: '/_storage/*', method: 'GET', status: 404, times: 99 },
  { kind: 'error', path: '/sessions/{referenceNumber}/upo/{upoReferenceNumber}', times: 99 },
] as const;
let ksef: TestKsef;
let asked: { readonly operation: string; readonly pageSize: unknown }[];
let warnings: string[];
/** A session in which all invoices are good, and one in which some are not. */
let good: { readonly session: string; readonly members: readonly PackagedInvoice[] };
let mixed: typeof good;

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
  good = await sendAll(['G/1', 'G/2', 'G/3'].map((number) => invoiceXml(number)));
  mixed = await sendAll([
    invoiceXml('M/1'),
    invoiceXml('M/2', { date: '2099-01-01' }),
    invoiceXml('G/1', { note: 'other' }),
    invoiceXml('M/4'),
  ]);
});
afterAll(() => ksef.emulator.close());
beforeEach(() => {
  ksef.emulator.control.clearFaults();
  asked = [];
  warnings = [];
});

async function sendAll(contents: readonly string[]): Promise<typeof good> {
  const options = { encryptor: ksef.encryptor, partStore: memoryPartStore() };
  const results = await collect(
    sendBatch(
      ksef.api,
      contents.map((content) => ({ content })),
      options,
    ),
  );
  const members = results.map(({ index, invoiceHash = '' }) => ({ index, name: undefined, invoiceHash }));
  return { session: results[0]?.sessionReferenceNumber ?? '', members };
}

function watched(): Api {
  const request = async (...[operation, input, options]: Parameters<Api['request']>): Promise<unknown> => {
    asked.push({ operation: operation.id, pageSize: (input as Record<string, unknown>).pageSize });
    return ksef.api.request(operation, input, options);
  };
  return { ...ksef.api, request: request as Api['request'] };
}

async function read(
  { session, members }: typeof good,
  options: Partial<ReadResultsOptions> & { readonly mute?: boolean; readonly checkDuplicates?: boolean } = {},
) {
  const state = await getSession(ksef.api, session);
  const emit = (event: SessionEvent) => {
    if (event.type === 'warning') warnings.push(event.message);
  };
  const { mute = false, checkDuplicates = false, onUpo } = options;
  const caller = { api: watched(), call: {}, emit: mute ? undefined : emit };
  const results = await readResults(caller, { referenceNumber: session, state }, members, { onUpo });
  if (checkDuplicates) await compareDuplicates(caller, members, results);
  return results;
}

const lists = () => asked.filter(({ operation }) => /SessionInvoices$/.test(operation));
const statusesOf = (results: Awaited<ReturnType<typeof read>>) =>
  [...results].sort(([one], [other]) => one - other).map(([, { status }]) => status);
const ofMixed = ['accepted', 'rejected', 'duplicate', 'accepted'];

describe('readResults', () => {
  it('needs no list where the receipt tells of all', async () => {
    const results = await read(good);
    expect(statusesOf(results)).toEqual(Array(3).fill('accepted'));
    expect([...results.values()].map(({ error }) => error)).toEqual(Array(3).fill(undefined));
    expect(lists()).toEqual([]);
  });

  it('lists only those that failed, a thousand a page', async () => {
    const results = await read(mixed);
    expect(statusesOf(results)).toEqual(ofMixed);
    expect(results.get(1)).toMatchObject({
      sessionReferenceNumber: mixed.session,
      ksefStatus: { code: 450 },
    });
    expect(lists()).toEqual([{ operation: 'listFailedSessionInvoices', pageSize: 1_000 }]);
  });

  it.each([false, true])('lists all where the receipt cannot be used, and warns (mute: %s)', async (mute) => {
    for (const fault of receipts) ksef.emulator.control.addFault(fault);
    expect(statusesOf(await read(mixed, { mute }))).toEqual(ofMixed);
    expect(lists()).toEqual([
      { operation: 'listFailedSessionInvoices', pageSize: 1_000 },
      { operation: 'listSessionInvoices', pageSize: 1_000 },
    ]);
    expect(warnings).toEqual(
      mute ? [] : [expect.stringContaining(`The receipt of session ${mixed.session}`)],
    );
  });

  it('hands the receipt over, and keeps its results when that fails', async () => {
    const pages: Upo[] = [];
    await read(good, {
      onUpo: (page) => {
        pages.push(page);
      },
    });
    expect(pages).toMatchObject([{ document: { sessionReferenceNumber: good.session } }]);
    const onUpo = () => Promise.reject(new Error('no room'));
    const results = await read(good, { onUpo });
    expect([...results.values()]).toMatchObject(
      Array(3).fill({
        status: 'accepted',
        error: { message: 'no room' },
        sessionReferenceNumber: good.session,
      }),
    );
  });

  it('compares duplicates with their originals only when it is to', async () => {
    expect((await read(mixed)).get(2)?.sameContent).toBeUndefined();
    const before = asked.length;
    expect((await read(mixed, { checkDuplicates: true })).get(2)?.sameContent).toBe(false);
    expect(asked.length - before).toBeGreaterThan(before);
  });
});
