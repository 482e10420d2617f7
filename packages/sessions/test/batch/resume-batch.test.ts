import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  filePartStore,
  memoryPartStore,
  type PartStore,
  sendBatch,
  sweepOrphanParts,
} from '../../src/batch.js';
import {
  type InvoiceInput,
  type InvoiceResult,
  memoryJournal,
  type SessionEvent,
  type SessionJournal,
} from '../../src/index.js';
import { runBatchProcess } from '../support/batch-process.js';
import { Crash, crashingAt } from '../support/crashing-journal.js';
import { collect, invoiceXml, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

/** Windows does not tell when a process began, nor by what signal it ended. */
const onPosix = it.skipIf(process.platform === 'win32');

const sealingKey = new Uint8Array(32).fill(7);
const limits = { maxInvoices: 4, maxPartBytes: 1_500 };
let ksef: TestKsef;
let series = 0;
let judgedBefore = 0;

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
afterAll(() => ksef.emulator.close());
beforeEach(begin);

function begin(): void {
  series++;
  judgedBefore = ksef.emulator.control.events('invoice-processed').length;
}

afterEach(() => ksef.emulator.control.clearFaults());

function invoices(count: number): InvoiceInput[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${index}.xml`,
    content: invoiceXml(`R${series}/${index}`, { note: `${index}`.repeat(400) }),
  }));
}

/** How many invoices KSeF has judged in this test: each should have come once. */
function judged(): number {
  return ksef.emulator.control.events('invoice-processed').length - judgedBefore;
}

interface Run {
  readonly journal: SessionJournal;
  readonly partStore: PartStore;
  readonly source: readonly InvoiceInput[];
  readonly events?: SessionEvent[];
  readonly signal?: AbortSignal;
}

function send({ journal, partStore, source, events, signal }: Run): Promise<InvoiceResult[]> {
  return collect(
    sendBatch(ksef.api, source, {
      encryptor: ksef.encryptor,
      journal,
      partStore,
      runId: 'run',
      sealingKey,
      limits,
      signal,
      onEvent: (event) => events?.push(event),
    }),
  );
}

describe('a batch run that goes on', () => {
  it('sends everything once, whichever line of the journal was the last', { timeout: 120_000 }, async () => {
    let lines = 0;
    for (let ended = false; !ended; lines++) {
      for (const when of ['before', 'after'] as const) {
        begin();
        const source = invoices(6);
        const journal = memoryJournal();
        const partStore = memoryPartStore();
        const stop = new AbortController();
        const first = crashingAt(journal, lines + 1, when, () => stop.abort(new Crash()));
        ended = await send({ journal: first, partStore, source, signal: stop.signal }).then(
          () => true,
          (error: unknown) => {
            expect(error).toBeInstanceOf(Crash);
            return false;
          },
        );
        const results = await send({ journal, partStore, source });
        expect(results.map(({ index, status }) => [index, status])).toEqual(
          source.map((_, index) => [index, 'accepted']),
        );
        expect(judged()).toBe(6);
        expect(await partStore.list('')).toEqual([]);
      }
    }
    expect(lines).toBeGreaterThan(10);
  });

  it('gives the results of a finished run again, and sends nothing', async () => {
    const run = { journal: memoryJournal(), partStore: memoryPartStore(), source: invoices(6) };
    const first = await send(run);
    const before = ksef.emulator.control.events('batch-opened').length;
    const again = await send(run);
    expect(again).toEqual(first);
    expect(ksef.emulator.control.events('batch-opened')).toHaveLength(before);
  });

  it('does not repeat uploads that were taken', async () => {
    const run = { journal: memoryJournal(), partStore: memoryPartStore(), source: invoices(4) };
    const stop = new AbortController();
    const events: SessionEvent[] = [];
    ksef.emulator.control.addFault({
      kind: 'error',
      path: '/_storage/*',
      status: 503,
      skip: 1,
      times: 1_000,
    });
    const first = send({ ...run, signal: stop.signal, events });
    while (!events.some(({ type }) => type === 'part-uploaded'))
      await new Promise((done) => setTimeout(done, 5));
    stop.abort(new Crash());
    await expect(first).rejects.toThrow(Crash);
    ksef.emulator.control.clearFaults();
    const later: SessionEvent[] = [];
    const results = await send({ ...run, events: later });
    expect(results.every(({ status }) => status === 'accepted')).toBe(true);
    const ordinals = (all: readonly SessionEvent[]) =>
      all.flatMap((event) => (event.type === 'part-uploaded' ? [event.ordinalNumber] : []));
    expect(ordinals(events).filter((ordinal) => ordinals(later).includes(ordinal))).toEqual([]);
    expect(later.some(({ type }) => type === 'session-opened')).toBe(false);
  });

  it('takes an opened session that can no longer be finished to a new one, once', async () => {
    const run = { journal: memoryJournal(), partStore: memoryPartStore(), source: invoices(4) };
    const stop = new AbortController();
    const first = crashingAt(run.journal, 4, 'after', () => stop.abort(new Crash()));
    await expect(send({ ...run, journal: first, signal: stop.signal })).rejects.toThrow(Crash);
    ksef.emulator.control.advanceClock(13 * 3_600_000);
    try {
      const events: SessionEvent[] = [];
      const fresh = await ksef.logIn();
      const results = await collect(
        sendBatch(fresh, run.source, {
          journal: run.journal,
          partStore: run.partStore,
          encryptor: ksef.encryptor,
          runId: 'run',
          sealingKey,
          limits,
          onEvent: (event) => events.push(event),
        }),
      );
      expect(results.map(({ status }) => status)).toEqual(Array(4).fill('accepted'));
      expect(events.filter(({ type }) => type === 'batch-abandoned')).toHaveLength(1);
      expect(judged()).toBe(4);
    } finally {
      await ksef.emulator.close();
      ksef = await startKsef(leapingClock());
    }
  });

  it('packs anew what lost its parts before it was sent', async () => {
    const run = { journal: memoryJournal(), partStore: memoryPartStore(), source: invoices(6) };
    const stop = new AbortController();
    const first = crashingAt(run.journal, 3, 'after', () => stop.abort(new Crash()));
    await expect(send({ ...run, journal: first, signal: stop.signal })).rejects.toThrow(Crash);
    const results = await send({ ...run, partStore: memoryPartStore() });
    expect(results.map(({ status }) => status)).toEqual(Array(6).fill('accepted'));
    expect(judged()).toBe(6);
  });

  it.each([
    ['all of them', [0, 1]],
    ['the second', [1]],
  ])('packs again what has a damaged part, of those that were not uploaded: %s', async (_, damaged) => {
    const folder = await mkdtemp(join(tmpdir(), 'ksef-damaged-'));
    try {
      const run = { journal: memoryJournal(), partStore: filePartStore(folder), source: invoices(6) };
      const stop = new AbortController();
      const first = crashingAt(run.journal, 3, 'after', () => stop.abort(new Crash()));
      await expect(send({ ...run, journal: first, signal: stop.signal })).rejects.toThrow(Crash);
      const parts = (await readdir(folder)).sort();
      expect(parts.length).toBeGreaterThan(1);
      for (const place of damaged) {
        const path = join(folder, parts[place] ?? '');
        const bytes = await readFile(path);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        await writeFile(path, bytes);
      }
      const events: SessionEvent[] = [];
      const results = await send({ ...run, events });
      expect(results.map(({ status }) => status)).toEqual(Array(6).fill('accepted'));
      expect(judged()).toBe(6);
      expect(events.filter(({ type }) => type === 'warning')).toMatchObject([
        { message: expect.stringContaining('has damaged parts and is packed again') },
      ]);
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('refuses other inputs, fewer, and another key', async () => {
    const run = { journal: memoryJournal(), partStore: memoryPartStore(), source: invoices(6) };
    await send(run);
    const changed = run.source.map((input, index) =>
      index === 2 ? { content: invoiceXml('another') } : input,
    );
    await expect(send({ ...run, source: changed })).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
    await expect(send({ ...run, source: run.source.slice(0, 5) })).rejects.toMatchObject({
      code: 'SOURCE_CHANGED',
    });
    const otherKey = collect(
      sendBatch(ksef.api, run.source, {
        journal: run.journal,
        partStore: run.partStore,
        encryptor: ksef.encryptor,
        runId: 'run',
        sealingKey: new Uint8Array(32),
      }),
    );
    await expect(otherKey).rejects.toMatchObject({ code: 'UNSEAL_FAILED' });
  });

  it.each(['runId', 'sealingKey', 'partStore'])('refuses a journal without %s', async (missing) => {
    const options = {
      encryptor: ksef.encryptor,
      journal: memoryJournal(),
      runId: 'r',
      sealingKey,
      partStore: memoryPartStore(),
    };
    const run = collect(sendBatch(ksef.api, [], { ...options, [missing]: undefined }));
    await expect(run).rejects.toMatchObject({ code: 'INVALID_OPTION', input: missing });
  });

  onPosix('sends everything once, however often its process is killed', { timeout: 240_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ksef-resume-'));
    const source = invoices(40);
    try {
      let killed = 0;
      for (let attempt = 1; ; attempt++) {
        // Each process goes a little further than the one before: through the start, packing, uploads, polls, results.
        const killAt = killed < 12 ? 3 + Math.floor(Math.random() * 10 * attempt) : 0;
        const ended = await runBatchProcess(ksef, { folder, source, killAt });
        if (ended === 'killed') {
          killed++;
          continue;
        }
        expect(ended.results.map(({ index, status, error }) => [index, status, error])).toEqual(
          source.map((_, index) => [index, 'accepted', undefined]),
        );
        break;
      }
      expect(killed).toBeGreaterThan(0);
      expect(judged()).toBe(40);
      expect(await readdir(join(folder, 'parts'))).toEqual([]);
      const journal = await readFile(
        join(folder, 'journal', (await readdir(join(folder, 'journal')))[0] ?? ''),
        'utf8',
      );
      expect(journal).not.toContain('_storage');
      expect(journal).not.toContain('sig=');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('orphans', () => {
  onPosix('are swept when their process is gone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ksef-sweep-'));
    try {
      const orphan = filePartStore(join(folder, 'ksef-parts-999999-gone-abcdef'));
      const living = filePartStore(join(folder, `ksef-parts-${process.ppid}-unknown-abcdef`));
      for (const store of [orphan, living]) await (await store.create('1')).close();
      expect(await sweepOrphanParts({ folder })).toBe(0);
      expect(await sweepOrphanParts({ folder, clock: { now: () => Date.now() + 2 * 3_600_000 } })).toBe(2);
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('of a run that goes on are removed at its start', async () => {
    const journal = memoryJournal();
    const partStore = memoryPartStore();
    const source = invoices(2);
    const stop = new AbortController();
    // Killed between packing and the journal's line: nobody knows these parts any more.
    const first = crashingAt(journal, 1, 'before', () => stop.abort(new Crash()));
    const forgetful = { ...partStore, remove: async () => {} };
    await expect(send({ journal: first, partStore: forgetful, source, signal: stop.signal })).rejects.toThrow(
      Crash,
    );
    expect((await partStore.list('')).length).toBeGreaterThan(0);
    await send({ journal, partStore, source });
    expect(await partStore.list('')).toEqual([]);
  });
});
