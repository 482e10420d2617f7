import { readdirSync, truncateSync } from 'node:fs';
import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { formCodes, type KsefError, KsefStatusError } from '@ksef/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BatchRefusedError,
  buildBatch,
  closeBatchSession,
  filePartStore,
  invoicesInFolder,
  memoryPartStore,
  openBatchSession,
  type SendBatchOptions,
  sendBatch,
  uploadParts,
} from '../../src/batch.js';
import {
  getSession,
  type InvoiceInput,
  type InvoiceResult,
  type SessionEvent,
  sendInvoices,
  waitForSession,
} from '../../src/index.js';
import { hashOf } from '../../src/invoice/hash-of.js';
import { collect, hastyClock, invoiceXml, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

let ksef: TestKsef;
let events: SessionEvent[];

let series = 0;
let openedBefore: number;

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
afterAll(() => ksef.emulator.close());
beforeEach(() => {
  events = [];
  series++;
  openedBefore = ksef.emulator.control.events('batch-opened').length;
});
afterEach(() => {
  vi.restoreAllMocks();
  ksef.emulator.control.clearFaults();
});

/** Numbers stay taken: each test has its own. */
const xml = (number: string, options?: Parameters<typeof invoiceXml>[1]) =>
  invoiceXml(`${series}/${number}`, options);

function send(
  source: Iterable<InvoiceInput> | AsyncIterable<InvoiceInput>,
  options: Partial<SendBatchOptions> = {},
) {
  return collect(
    sendBatch(ksef.api, source, {
      encryptor: ksef.encryptor,
      partStore: memoryPartStore(),
      onEvent: (event) => events.push(event),
      ...options,
    }),
  );
}

function* invoices(count: number, first = 1): Generator<InvoiceInput> {
  for (let number = first; number < first + count; number++)
    yield { name: `${number}.xml`, content: xml(`${number}`) };
}

/** As Deno's: streams go out in chunks, whatever length the headers name. */
const chunkedFetch: typeof globalThis.fetch = (url, init) => {
  const headers = new Headers(init?.headers);
  if (init?.body instanceof ReadableStream) headers.delete('content-length');
  return fetch(url, { ...init, headers });
};

const eventsOf = <Type extends SessionEvent['type']>(type: Type) =>
  events.filter((event): event is Extract<SessionEvent, { type: Type }> => event.type === type);
const opened = () => ksef.emulator.control.events('batch-opened').length - openedBefore;
const statusesOf = (results: readonly InvoiceResult[]) => results.map(({ status }) => status);

describe('sendBatch', () => {
  it('says it when the platform sends parts without their length, which storage refuses', async () => {
    const own = await startKsef(hastyClock, chunkedFetch);
    const [result] = await collect(
      sendBatch(own.api, invoices(1), { encryptor: own.encryptor, partStore: memoryPartStore() }),
    );
    expect(result?.error).toMatchObject({
      code: 'UNSUPPORTED_FETCH',
      message: expect.stringContaining('nodeFetch of @ksef/api/node'),
    });
    await own.emulator.close();
  });

  it.each(['Zip', 'TarGz'] as const)(
    'sends a %s, and gives each input its KSeF number, in order',
    async (compressionType) => {
      const results = await send(invoices(30), { compressionType });
      expect(results.map(({ index, name }) => [index, name])).toEqual(
        Array.from({ length: 30 }, (_, index) => [index, `${index + 1}.xml`]),
      );
      expect(new Set(statusesOf(results))).toEqual(new Set(['accepted']));
      expect(new Set(results.map(({ ksefNumber }) => ksefNumber)).size).toBe(30);
      expect(results[4]?.invoice?.invoiceNumber).toBe(`${series}/5`);
      expect(opened()).toBe(1);
    },
  );

  it('reads many invoices on threads; a refused one keeps its place and its reason', async () => {
    const onThreads = vi.spyOn(Worker.prototype, 'postMessage');
    const source = [...invoices(400)];
    source[150] = { name: 'bad.xml', content: '<Faktura>' };
    source[250] = { name: 'dtd.xml', content: xml('dtd').replace('?>', '?><!DOCTYPE a>') };
    const results = await send(source);
    expect(onThreads.mock.calls.map(([message]) => message.kind)).toContain('read');
    expect(results.flatMap(({ error }) => (error as KsefError | undefined)?.code ?? [])).toEqual([
      'INVALID_XML',
      'FORBIDDEN_XML',
    ]);
    expect([results[150]?.status, results[250]?.status]).toEqual(['failed', 'failed']);
    expect(results[399]?.invoice).toMatchObject({ formCode: formCodes.fa3, invoiceNumber: `${series}/400` });
    expect(results[399]?.invoice?.formCode).toBe(formCodes.fa3);
    expect(results[0]?.invoiceHash).toBe(hashOf(new TextEncoder().encode(source[0]?.content as string)));
  });

  it('reads invoices by itself where threads cannot', async () => {
    const post = Worker.prototype.postMessage;
    vi.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, message, moved) {
      // The thread is given a reader that does not exist.
      if (message.kind === 'read') message.job.reader = 'file:///nowhere/reader.js';
      return post.call(this, message, moved as ArrayBuffer[]);
    });
    const results = await send([...invoices(200), { content: '<Faktura>' }]);
    expect(statusesOf(results)).toEqual([...Array(200).fill('accepted'), 'failed']);
  });

  it.skipIf(process.platform !== 'linux')('leaves no file open, however it ends', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ksef-handles-'));
    const options = { partStore: filePartStore(folder), limits: { maxPartBytes: 1_000 } };
    const openFiles = async () => {
      const links = (await readdir('/proc/self/fd')).map((fd) =>
        readlink(`/proc/self/fd/${fd}`).catch(() => ''),
      );
      return (await Promise.all(links)).filter((path) => path.startsWith(folder));
    };
    const storage = { method: 'PUT', path: '/_storage/*' };

    await (await options.partStore.create('one')).close();
    await (await options.partStore.read('one')).cancel();
    await options.partStore.remove('one');
    expect(await openFiles()).toEqual([]);

    ksef.emulator.control.addFault({ ...storage, kind: 'cutBefore', times: 2 });
    expect(statusesOf(await send(invoices(20), options))).toContain('accepted');
    expect(await openFiles()).toEqual([]);

    const stop = new AbortController();
    ksef.emulator.control.addFault({ ...storage, kind: 'slow', ms: 500, times: 20 });
    const onEvent = ({ type }: SessionEvent) => {
      if (type === 'session-opened') setTimeout(() => stop.abort(new Error('enough')), 50);
    };
    await expect(send(invoices(20, 21), { ...options, signal: stop.signal, onEvent })).rejects.toThrow(
      'enough',
    );
    ksef.emulator.control.clearFaults();
    expect(await openFiles()).toEqual([]);

    const spoil = ({ type }: SessionEvent) => {
      if (type !== 'batch-built') return;
      for (const name of readdirSync(folder)) if (name.endsWith('-2')) truncateSync(join(folder, name), 10);
    };
    const spoilt = await send(invoices(20, 41), { ...options, onEvent: spoil });
    expect((spoilt[0]?.error as KsefError | undefined)?.code).toBe('PART_DAMAGED');
    expect(await openFiles()).toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('tells how long packing, opening, uploading, closing and waiting took', async () => {
    await send(invoices(5));
    const timed = [
      'batch-built',
      'session-opened',
      'part-uploaded',
      'session-closed',
      'batch-state',
    ] as const;
    for (const type of timed) {
      expect(eventsOf(type).length).toBeGreaterThan(0);
      for (const { durationMs } of eventsOf(type)) expect(durationMs).toBeGreaterThanOrEqual(0);
    }
  });

  it('lists no invoices when the receipt names all', async () => {
    const listed = () =>
      ksef.emulator.control.events('request').filter((one) => JSON.stringify(one).includes('/invoices'))
        .length;
    const before = listed();
    await send(invoices(5));
    expect(listed()).toBe(before);
  });

  it('gives a bad input its error, a refused one its reason, and sends the others', async () => {
    const results = await send([
      { name: 'bad.xml', content: '<Faktura>' },
      { name: 'good.xml', content: xml('A') },
      { name: 'wrong.xml', content: xml('B', { seller: '7811900008' }) },
      { name: '../evil.xml', content: xml('C') },
      { name: 'GOOD.xml', content: xml('D') },
      { name: 'large.xml', content: xml('E', { note: 'x'.repeat(1_000_001) }) },
      { content: xml('F'), hashOfCorrectedInvoice: 'x' },
      { content: xml('G') },
    ]);
    expect(statusesOf(results)).toEqual([
      'failed',
      'accepted',
      'rejected',
      'failed',
      'failed',
      'failed',
      'failed',
      'accepted',
    ]);
    expect(results.map(({ error }) => (error as { code?: string } | undefined)?.code)).toEqual([
      'INVALID_XML',
      undefined,
      undefined,
      'INVALID_FILE_NAME',
      'DUPLICATE_FILE_NAME',
      'INVOICE_TOO_LARGE',
      'CORRECTION_NEEDS_ONLINE',
      undefined,
    ]);
    expect(results[2]?.ksefStatus?.code).toBe(410);
  });

  it('splits what is too much for one session, in order', async () => {
    const results = await send(invoices(25), { limits: { maxInvoices: 10 } });
    expect(new Set(statusesOf(results))).toEqual(new Set(['accepted']));
    expect(results.map(({ index }) => index)).toEqual([...Array(25).keys()]);
    expect(eventsOf('batch-built').map(({ invoiceCount }) => invoiceCount)).toEqual([10, 10, 5]);
    const sessions = [...new Set(results.map(({ sessionReferenceNumber }) => sessionReferenceNumber))];
    expect(sessions).toHaveLength(3);
  });

  it('gives every form, and what was issued offline, a session of its own', async () => {
    const rr = xml('RR');
    const results = await send([
      { content: xml('1') },
      { content: xml('2'), offlineMode: true },
      { content: xml('3') },
      { content: rr.replace('FA (3)', 'PEF (9)') },
    ]);
    expect(statusesOf(results)).toEqual(['accepted', 'accepted', 'accepted', 'failed']);
    expect(results[0]?.sessionReferenceNumber).toBe(results[2]?.sessionReferenceNumber);
    expect(results[0]?.sessionReferenceNumber).not.toBe(results[1]?.sessionReferenceNumber);
  });

  it('gives files with the same bytes a result each', async () => {
    const content = xml('SAME');
    const results = await send([{ content }, { content: xml('OTHER') }, { content }]);
    expect(statusesOf(results)).toEqual(['accepted', 'accepted', 'duplicate']);
    expect(results[2]).toMatchObject({ ksefNumber: results[0]?.ksefNumber, sameContent: true });
  });

  it('says of duplicates whether they are the same file, whatever session KSeF names', async () => {
    const before = await send(invoices(3));
    ksef.emulator.control.breakSessions('wrongOriginalSession', 1);
    const again = await send([...invoices(2), { content: xml('3', { note: 'changed' }) }]);
    expect(statusesOf(again)).toEqual(['duplicate', 'duplicate', 'duplicate']);
    expect(again.map(({ ksefNumber }) => ksefNumber)).toEqual(before.map(({ ksefNumber }) => ksefNumber));
    expect(again.map(({ sameContent }) => sameContent)).toEqual([true, true, false]);
  });

  it('reads the original of a duplicate out of KSeF’s sentence, where it stands nowhere else', async () => {
    const before = await send(invoices(2));
    ksef.emulator.control.breakSessions('duplicateInWords', 2);
    for (const again of [
      await send(invoices(1)),
      await collect(sendInvoices(ksef.api, invoices(1, 2), { encryptor: ksef.encryptor })),
    ]) {
      const original = before.find(({ invoiceHash }) => invoiceHash === again[0]?.invoiceHash);
      expect(again[0]).toMatchObject({
        status: 'duplicate',
        ksefNumber: original?.ksefNumber,
        originalSessionReferenceNumber: original?.sessionReferenceNumber,
        sameContent: true,
      });
      expect(again[0]?.ksefStatus?.extensions ?? undefined).toBeUndefined();
    }
  });

  it('hands over the receipt of the session', async () => {
    const pages: string[] = [];
    const results = await send(invoices(3), {
      onUpo: ({ document }) => {
        pages.push(...document.invoices.map(({ ksefNumber }) => ksefNumber));
      },
    });
    expect(pages.sort()).toEqual(results.map(({ ksefNumber }) => ksefNumber).sort());
    const failing = await send(invoices(1, 10), {
      onUpo: () => {
        throw new Error('no disk');
      },
    });
    expect(failing[0]).toMatchObject({ status: 'accepted', error: { message: 'no disk' } });
  });

  it('encrypts only the key again when KSeF has changed its keys', async () => {
    await send(invoices(1, 100));
    ksef.emulator.control.rotateKeys('emergency');
    const results = await send(invoices(2));
    expect(statusesOf(results)).toEqual(['accepted', 'accepted']);
    expect(eventsOf('batch-built')).toHaveLength(2);
  });

  it('opens another session with a fresh key when KSeF could not read the first', async () => {
    ksef.emulator.control.breakSessions('becomes415', 1);
    const results = await send(invoices(3));
    expect(statusesOf(results)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(eventsOf('batch-abandoned').map(({ reason }) => reason.slice(0, 3))).toEqual(['415']);
    expect(opened()).toBe(2);
  });

  it('looks twice before it gives a session up: 415 may pass', async () => {
    ksef.emulator.control.breakSessions('passing415', 1);
    const results = await send(invoices(3));
    expect(statusesOf(results)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(opened()).toBe(1);
  });

  it('goes to another session when the first is cancelled after a good close', async () => {
    ksef.emulator.control.breakSessions('cancelledOnClose440', 1);
    const results = await send(invoices(3));
    expect(statusesOf(results)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(opened()).toBe(2);
  });

  it.each(['partLost', 'partCut'] as const)(
    'sends parts again when KSeF finds one missing: %s',
    async (kind) => {
      ksef.emulator.control.breakSessions(kind, 1);
      const results = await send(invoices(3));
      expect(statusesOf(results)).toEqual(['accepted', 'accepted', 'accepted']);
      expect(opened()).toBe(1);
      expect(eventsOf('part-uploaded')).toHaveLength(2);
    },
  );

  it('sends a package once more when KSeF sees another hash of a part', async () => {
    ksef.emulator.control.breakSessions('partDamaged', 1);
    const results = await send(invoices(3));
    expect(statusesOf(results)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(eventsOf('batch-abandoned').map(({ reason }) => reason.slice(0, 3))).toEqual(['405']);
    expect(opened()).toBe(2);
  });

  it.each([
    ['partDamaged', 405, 2],
    ['batchFails500', 500, 1],
  ] as const)('makes %s one error that names the inputs', async (kind, code, times) => {
    ksef.emulator.control.breakSessions(kind, times);
    const results = await send(invoices(3));
    expect(statusesOf(results)).toEqual(['failed', 'failed', 'failed']);
    const error = results[0]?.error;
    expect(error).toBeInstanceOf(BatchRefusedError);
    expect(error).toBeInstanceOf(KsefStatusError);
    expect(results[2]?.error).toBe(error);
    expect(error).toMatchObject({
      code: 'BATCH_REFUSED',
      status: { code },
      inputs: [
        { index: 0, name: '1.xml' },
        { index: 1, name: '2.xml' },
        { index: 2, name: '3.xml' },
      ],
    });
  });

  const upload = '/_storage/*';
  it.each([
    [{ kind: 'error', path: upload, status: 503, times: 2 }, 1],
    [{ kind: 'cutBefore', path: upload, times: 2 }, 1],
    [{ kind: 'cutAfter', path: upload, times: 2 }, 1],
    [{ kind: 'html', path: upload, status: 200, times: 2 }, 1],
    [{ kind: 'cutAfter', path: '/sessions/batch' }, 2],
    [{ kind: 'error', path: '/sessions/batch', status: 502 }, 1],
    [{ kind: 'cutAfter', path: '/sessions/batch/{referenceNumber}/close' }, 1],
    [{ kind: 'cutBefore', path: '/sessions/batch/{referenceNumber}/close', times: 2 }, 1],
    [{ kind: 'error', path: '/sessions/batch/{referenceNumber}/close', status: 502 }, 1],
    [{ kind: 'rateLimit', path: '/sessions/batch', retryAfter: 300 }, 1],
    [{ kind: 'rateLimit', path: '/sessions/batch/{referenceNumber}/close', retryAfter: 300 }, 1],
    [{ kind: 'rateLimit', path: '/sessions/{referenceNumber}', retryAfter: 300 }, 1],
    [{ kind: 'error', path: '/sessions/{referenceNumber}', times: 5 }, 1],
    [{ kind: 'error', path: '/sessions/{referenceNumber}', status: 400, code: 21173, times: 3 }, 1],
    [
      {
        kind: 'error',
        path: '/sessions/batch/{referenceNumber}/close',
        status: 400,
        code: 21173,
        times: 3,
      },
      1,
    ],
    [{ kind: 'truncate', path: '/sessions/{referenceNumber}/upo/{upoReferenceNumber}', method: 'GET' }, 1],
  ] as const)('gets through %j: nothing lost, nothing twice', async (fault, sessions) => {
    ksef.emulator.control.addFault(fault);
    const results = await send(invoices(3));
    expect(results.map(({ status, error }) => [status, error])).toEqual(
      Array(3).fill(['accepted', undefined]),
    );
    expect(opened()).toBe(sessions);
  });

  const status = '/sessions/{referenceNumber}';
  const failed = '/sessions/{referenceNumber}/invoices/failed';
  it.each([
    [
      'its close got no answer, and then KSeF was away',
      [
        { kind: 'cutAfter', path: `/sessions/batch/{referenceNumber}/close`, times: 99 },
        { kind: 'error', path: status, status: 503, times: 99 },
      ],
    ],
    [
      'the session could not be asked for any more',
      [{ kind: 'error', path: status, status: 403, times: 99 }],
    ],
    ['the results could not be read', [{ kind: 'error', path: failed, status: 503, times: 99 }]],
  ] as const)('does not let what KSeF has be sent again when %s', async (_what, faults) => {
    for (const fault of faults) ksef.emulator.control.addFault(fault);
    const bad = { content: xml('1', { date: '2099-01-01' }) };
    const results = await send([...invoices(2, 2), bad]);
    expect(statusesOf(results)).toEqual(['failed', 'failed', 'failed']);
    for (const { error, sessionReferenceNumber } of results) {
      expect(error).toMatchObject({ code: 'UNKNOWN_OUTCOME' });
      expect(error?.message).toContain(sessionReferenceNumber);
    }
    ksef.emulator.control.clearFaults();
    const again = await send([...invoices(2, 2)]);
    expect(again.map(({ status: one, sameContent }) => [one, sameContent])).toEqual(
      Array(2).fill(['duplicate', true]),
    );
  });

  it.each([
    [2, 'accepted', undefined],
    [99, 'failed', 'UNKNOWN_OUTCOME'],
  ] as const)(
    'waits for results that a session does not have yet (%i lists are empty)',
    async (lists, outcome, code) => {
      const { control } = ksef.emulator;
      control.addFault({ kind: 'html', path: '/_storage/*', method: 'GET', status: 404, times: 99 });
      control.addFault({
        kind: 'error',
        path: '/sessions/{referenceNumber}/upo/{upoReferenceNumber}',
        times: 99,
      });
      control.breakSessions('listsNothing', lists);
      const results = await send(invoices(2));
      control.breakSessions('listsNothing', 0);
      expect(statusesOf(results)).toEqual([outcome, outcome]);
      expect(results.map(({ error }) => (error as KsefError | undefined)?.code)).toEqual([code, code]);
    },
  );

  it('waits for the results of a session in which no invoice is right, too', async () => {
    // The list of those that failed, and the one of all that is read in its place.
    ksef.emulator.control.breakSessions('listsNothing', 2);
    const [result] = await send([{ content: xml('1', { date: '2099-01-01' }) }]);
    expect(result).toMatchObject({ status: 'rejected', referenceNumber: expect.any(String) });
    expect(result?.error).toBeUndefined();
    expect(result?.ksefStatus?.code).not.toBe(445);
  });

  it('uploads parts in parallel, each once', async () => {
    const noise = (index: number) =>
      Buffer.from(crypto.getRandomValues(new Uint8Array(4_000))).toString('hex') + index;
    const source = Array.from({ length: 20 }, (_, index) => ({
      content: xml(`${index}`, { note: noise(index) }),
    }));
    const results = await send(source, { limits: { maxPartBytes: 20_000 } });
    expect(new Set(statusesOf(results))).toEqual(new Set(['accepted']));
    const uploads = eventsOf('part-uploaded');
    expect(uploads.length).toBeGreaterThan(3);
    expect(new Set(uploads.map(({ ordinalNumber }) => ordinalNumber)).size).toBe(uploads.length);
  });

  it('gives what came before a source failed its results, and then the failure', async () => {
    async function* failing() {
      yield* invoices(3);
      throw new Error('the database is gone');
    }
    const results: InvoiceResult[] = [];
    const run = async () => {
      for await (const result of sendBatch(ksef.api, failing(), { encryptor: ksef.encryptor }))
        results.push(result);
    };
    await expect(run()).rejects.toThrow('the database is gone');
    expect(statusesOf(results)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('gives inputs that could not be packed their error, and goes on', async () => {
    const store = memoryPartStore();
    let broken = true;
    const results = await send(invoices(4), {
      limits: { maxInvoices: 2 },
      partStore: {
        ...store,
        async create(name) {
          if (!broken) return store.create(name);
          broken = false;
          throw new Error('no space left');
        },
      },
    });
    expect(statusesOf(results)).toEqual(['failed', 'failed', 'accepted', 'accepted']);
    expect(results[0]?.error?.message).toBe('no space left');
  });

  it('stops when told to, at any stage, and leaves no files', async () => {
    const mine = async () =>
      (await readdir(tmpdir())).filter((name) => name.startsWith(`ksef-parts-${process.pid}-`));
    for (const stage of [
      'batch-packing',
      'batch-built',
      'session-opened',
      'part-uploaded',
      'batch-state',
    ] as const) {
      const stop = new AbortController();
      const reason = new Error(`stopped at ${stage}`);
      const run = send(invoices(200), {
        partStore: undefined,
        signal: stop.signal,
        onEvent: (event) => event.type === stage && stop.abort(reason),
      });
      await expect(run).rejects.toBe(reason);
      expect(await mine()).toEqual([]);
    }
    await send(invoices(2, 900), { partStore: undefined });
    expect(await mine()).toEqual([]);
  });

  it('stops when its reader stops', async () => {
    for await (const { status } of sendBatch(ksef.api, invoices(30), {
      encryptor: ksef.encryptor,
      limits: { maxInvoices: 5 },
    })) {
      expect(status).toBe('accepted');
      break;
    }
    expect((await readdir(tmpdir())).filter((name) => name.startsWith(`ksef-parts-${process.pid}-`))).toEqual(
      [],
    );
  });

  it.each([
    [{ concurrency: 0 }, 'concurrency'],
    [{ compressionType: 'Rar' as 'Zip' }, 'compressionType'],
    [{ limits: { maxInvoices: -1 } }, 'maxInvoices'],
  ])('refuses %j', async (options, input) => {
    await expect(send(invoices(1), options)).rejects.toMatchObject({ code: 'INVALID_OPTION', input });
  });

  it('gives the same results as online sending', async () => {
    const source = [
      ...invoices(3),
      { name: 'bad', content: '<x/>' },
      { content: xml('X', { seller: '7811900008' }) },
    ];
    const batch = await send(source);
    const other = await startKsef(hastyClock);
    try {
      const online = await collect(sendInvoices(other.api, source, { encryptor: other.encryptor }));
      const shapes = (results: readonly InvoiceResult[]) =>
        results.map(({ index, name, status, invoice, invoiceHash }) => ({
          index,
          name,
          status,
          invoice,
          invoiceHash,
        }));
      expect(shapes(batch)).toEqual(shapes(online));
    } finally {
      await other.emulator.close();
    }
  });
});

describe('the pieces of a batch', () => {
  it('can be put together by hand', async () => {
    const { api, encryptor } = ksef;
    const store = memoryPartStore();
    const batch = await buildBatch(invoices(4), { partStore: store, compressionType: 'TarGz' });
    const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };
    const session = await openBatchSession(api, { formCode, batch, encryptor });
    await uploadParts(api, session.partUploadRequests, batch.parts, store);
    await closeBatchSession(api, session.referenceNumber);
    const state = await waitForSession(api, session.referenceNumber);
    expect(state).toMatchObject({ status: { code: 200 }, successfulInvoiceCount: 4 });
    expect((await getSession(api, session.referenceNumber)).invoiceCount).toBe(4);
  });

  it('refuses PEF, and a part that is not what it was', async () => {
    const { api, encryptor } = ksef;
    const store = memoryPartStore();
    const batch = await buildBatch(invoices(4), { partStore: store });
    const pef = { systemCode: 'PEF (3)', schemaVersion: '2-1', value: 'PEF' };
    await expect(openBatchSession(api, { formCode: pef, batch, encryptor })).rejects.toMatchObject({
      code: 'FORM_NEEDS_ONLINE',
    });
    const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' };
    const session = await openBatchSession(api, { formCode, batch, encryptor });
    const [part] = batch.parts;
    const sink = await store.create(part?.name ?? '');
    await sink.write(new Uint8Array(part?.fileSize ?? 0));
    await sink.close();
    await expect(uploadParts(api, session.partUploadRequests, batch.parts, store)).rejects.toMatchObject({
      code: 'PART_DAMAGED',
    });
    expect(await getSession(api, session.referenceNumber)).toMatchObject({ status: { code: 100 } });
    await expect(closeBatchSession(api, session.referenceNumber)).rejects.toMatchObject({
      errors: [{ code: 21205 }],
    });
  });

  it('reads the invoices of a folder, by name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ksef-folder-'));
    try {
      for (const { name = '', content } of invoices(12)) await writeFile(join(folder, name), content);
      await writeFile(join(folder, 'notes.txt'), 'no invoice');
      const names = (await collect(invoicesInFolder(folder))).map(({ name }) => name);
      expect(names).toHaveLength(12);
      expect(names.slice(0, 3)).toEqual(['1.xml', '10.xml', '11.xml']);
      expect(statusesOf(await send(invoicesInFolder(folder)))).toEqual(Array(12).fill('accepted'));
      await expect(collect(invoicesInFolder(join(folder, 'none')))).rejects.toMatchObject({
        code: 'INVALID_FOLDER',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
