import { readFileSync } from 'node:fs';
import { hasNipChecksum, lenientNip, type Nip } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { sendInvoices } from '@ksef/sessions';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type ExportEvent,
  memoryCheckpoints,
  type SyncCheckpoint,
  type SyncInvoicesOptions,
  syncInvoices,
} from '../../src/index.js';
import { collect, connect, leapingClock } from '../support/ksef.js';

let emulator: Emulator;
/** Each test has a context, and so a store, of its own. */
let context: Nip;
let events: ExportEvent[];
let connected: Awaited<ReturnType<typeof connect>>;
let clock: ReturnType<typeof leapingClock>;
const partner = '5251230007';
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const sample = readFileSync(new URL('../../../../examples/invoices/1-vat.xml', import.meta.url), 'utf8');
const sampleOf = (seller: Nip) => sample.replaceAll(partner, seller);
const types = (type: ExportEvent['type']) => events.filter((event) => event.type === type);
const pausesBeforeAnother = () =>
  events.flatMap((event) =>
    event.type === 'waiting' && event.what === 'another export' ? [event.waitMs] : [],
  );

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

let candidate = 5_260_000_000;
beforeEach(async () => {
  do candidate++;
  while (!hasNipChecksum(String(candidate)));
  context = lenientNip(String(candidate));
  events = [];
  clock = leapingClock();
  connected = await connect(emulator.environment, clock, context);
});

/** Without `from`, they are stored now. */
const receive = (count: number, from?: string) =>
  emulator.control.seedInvoices({
    count,
    sellerNip: partner,
    buyerNip: context,
    from,
    stepMs: from === undefined ? 0 : 1,
  });

const sync = (options: Partial<SyncInvoicesOptions> = {}) =>
  syncInvoices(connected.api, {
    encryptor: connected.encryptor,
    context,
    subjectTypes: ['Subject2'],
    from: minutesAgo(90),
    checkpointStore: memoryCheckpoints(),
    pollIntervalMs: 0,
    onEvent: (event) => events.push(event),
    ...options,
  });

describe('syncInvoices', () => {
  it('follows what comes, asking no more often than every interval, until it is aborted', async () => {
    receive(3, minutesAgo(60));
    const stop = new AbortController();
    const seen = new Set<string>();
    const onEvent = (event: ExportEvent) => {
      events.push(event);
      if (event.type === 'waiting' && seen.size === 3) receive(2);
    };
    const following = sync({ follow: true, pollIntervalMs: 600_000, signal: stop.signal, onEvent });
    await expect(async () => {
      for await (const { ksefNumber } of following) {
        seen.add(ksefNumber);
        if (seen.size === 5) stop.abort(new Error('enough'));
      }
    }).rejects.toThrow('enough');
    expect(seen.size).toBe(5);
    const waits = types('waiting').map((event) => (event.type === 'waiting' ? event.waitMs : 0));
    expect(Math.max(...waits)).toBeGreaterThan(590_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(600_000);
  });

  it('gives each role its own invoices, and its own checkpoint', async () => {
    receive(4, minutesAgo(60));
    emulator.control.seedInvoices({
      count: 3,
      sellerNip: context,
      buyerNip: partner,
      thirdNip: context,
      from: minutesAgo(50),
    });
    const checkpointStore = memoryCheckpoints();
    const subjectTypes = ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized'] as const;
    const all = await collect(sync({ subjectTypes, checkpointStore }));
    const counts = subjectTypes.map((type) => all.filter(({ subjectType }) => subjectType === type).length);
    expect(counts).toEqual([3, 4, 3, 0]);
    expect(await collect(sync({ subjectTypes, checkpointStore }))).toEqual([]);
    expect(await collect(sync({ subjectTypes: ['Subject2'] }))).toHaveLength(4);
  });

  it('finds with an overlap what turned up below the mark, and repeats nothing', async () => {
    emulator.control.seedInvoices({ count: 3, sellerNip: context, buyerNip: partner, from: minutesAgo(60) });
    emulator.control.hideInvoices(1, 60_000);
    const [sent] = await collect(
      sendInvoices(connected.api, [{ content: sampleOf(context) }], { encryptor: connected.encryptor }),
    );
    expect(sent?.status).toBe('accepted');
    emulator.control.advanceClock(1_000);
    const subject = { subjectTypes: ['Subject1'] as const };
    const plain = { ...subject, checkpointStore: memoryCheckpoints() };
    const overlapping = { ...subject, checkpointStore: memoryCheckpoints(), overlapMs: 7_200_000 };
    expect(await collect(sync(plain))).toHaveLength(3);
    expect(await collect(sync(overlapping))).toHaveLength(3);
    emulator.control.advanceClock(60_000);
    expect(await collect(sync(plain))).toEqual([]);
    expect((await collect(sync(overlapping))).map(({ ksefNumber }) => ksefNumber)).toEqual([
      sent?.ksefNumber,
    ]);
    expect(await collect(sync(overlapping))).toEqual([]);
  });

  it('saves the checkpoint as seldom as it is told, and at the end', async () => {
    receive(10, minutesAgo(60));
    const inner = memoryCheckpoints();
    const saved: SyncCheckpoint[] = [];
    const checkpointStore = {
      ...inner,
      load: (name: string) => inner.load(name),
      save: async (name: string, checkpoint: SyncCheckpoint) => {
        saved.push(checkpoint);
        await inner.save(name, checkpoint);
      },
    };
    const delivered: number[] = [];
    for await (const _invoice of sync({ checkpointStore, checkpointEvery: 4 })) delivered.push(saved.length);
    // The last of each four is acknowledged by asking for the next one.
    expect(delivered).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
    expect(saved).toHaveLength(3);
    // Numbers from before the mark cannot come again: a checkpoint does not grow with what was received.
    expect(saved.at(-1)?.delivered).toEqual([]);
    expect(await collect(sync({ checkpointStore }))).toEqual([]);
  });

  it('keeps what was acknowledged between two checkpoints when its consumer throws', async () => {
    receive(10, minutesAgo(60));
    const checkpointStore = memoryCheckpoints();
    let count = 0;
    await expect(async () => {
      for await (const _invoice of sync({ checkpointStore, checkpointEvery: 100 }))
        if (++count === 7) throw new Error('the consumer failed');
    }).rejects.toThrow('the consumer failed');
    expect(await collect(sync({ checkpointStore }))).toHaveLength(10 - 6);
  });

  it('catches up from further back than one export may reach', async () => {
    const daysAgo = (days: number) => minutesAgo(days * 1440);
    for (const days of [250, 150, 100, 5]) receive(2, daysAgo(days));
    const all = await collect(sync({ from: daysAgo(380) }));
    expect(new Set(all.map(({ ksefNumber }) => ksefNumber)).size).toBe(8);
    const dates = all.map(({ metadata }) => metadata.permanentStorageDate);
    expect(dates).toEqual([...dates].sort());
    expect(types('sync-window').length).toBeGreaterThanOrEqual(4);
  });

  it('ends although the clock is months ahead, and goes on when it is put right', async () => {
    receive(3, minutesAgo(60));
    const options = { checkpointStore: memoryCheckpoints(), pollIntervalMs: 600_000 };
    const aheadMs = 120 * 86_400_000;
    clock.leap(aheadMs);
    expect(await collect(sync(options))).toHaveLength(3);
    expect(types('export-started')).toHaveLength(1);
    receive(2);
    emulator.control.advanceClock(1_000);
    expect(await collect(sync(options))).toHaveLength(0);
    clock.leap(-aheadMs);
    expect(await collect(sync(options))).toHaveLength(2);
  });

  it('brings everything although the clock is months behind and the checkpoint is old', async () => {
    const day = 24 * 60;
    receive(2, minutesAgo(110 * day));
    receive(3, minutesAgo(60));
    clock.leap(-150 * day * 60_000);
    const received = await collect(sync({ from: minutesAgo(120 * day) }));
    expect(received).toHaveLength(5);
    expect(types('sync-window')).toHaveLength(2);
  });

  it('passes on what KSeF refuses for another reason, after one more try', async () => {
    const refused = { method: 'POST', path: '/invoices/exports', kind: 'error', status: 400 } as const;
    emulator.control.addFault({ ...refused, code: 21405, times: 9 });
    await expect(collect(sync())).rejects.toMatchObject({ errors: [{ code: 21405 }] });
    emulator.control.clearFaults();
    expect(types('export-started')).toEqual([]);
  });

  it.each([503, 410])('starts another export when KSeF answers %i about one', async (status) => {
    receive(3, minutesAgo(60));
    emulator.control.addFault({
      kind: 'error',
      path: '/invoices/exports/{referenceNumber}',
      status,
      times: status === 503 ? 9 : 1,
    });
    expect(await collect(sync())).toHaveLength(3);
    expect(types('export-started')).toHaveLength(status === 503 ? 1 : 2);
  });

  it('begins with KSeF when asked for all there ever was', async () => {
    receive(2, minutesAgo(60));
    expect(await collect(sync({ from: new Date(0) }))).toHaveLength(2);
    expect(types('sync-window').length).toBeLessThan(30);
  });

  it.each([new Date('x'), '2026-02-01', 46_000])('refuses to begin at %o', (from) => {
    expect(() => sync({ from: from as Date })).toThrow(
      expect.objectContaining({ code: 'INVALID_DATE_RANGE', input: 'from' }),
    );
  });

  it.each([
    'fails500',
    'cancelled550',
    'key415',
    'gone410',
    'wrongPartHash',
    'wrongEncryptedPartHash',
  ] as const)('gets over an export that is broken by %s', async (kind) => {
    receive(3, minutesAgo(60));
    emulator.control.breakExports(kind);
    expect(await collect(sync())).toHaveLength(3);
    expect(types('export-started')).toHaveLength(2);
  });

  it('delivers an invoice whose KSeF number has a wrong checksum, names it, and everything after it', async () => {
    receive(3, minutesAgo(60));
    const checkpointStore = memoryCheckpoints();
    emulator.control.breakExports('wrongKsefNumber');
    const received = await collect(sync({ checkpointStore }));
    expect(received).toHaveLength(3);
    expect(types('unusual-ksef-number')).toEqual([
      {
        type: 'unusual-ksef-number',
        ksefNumber: received[0]?.ksefNumber,
        reason: expect.stringContaining('checksum'),
      },
    ]);
    receive(2);
    const later = await collect(sync({ checkpointStore }));
    expect(later).toHaveLength(2);
  });

  it('gives up when no export is any good, and goes on later', async () => {
    receive(3, minutesAgo(60));
    const checkpointStore = memoryCheckpoints();
    emulator.control.breakExports('wrongPartHash', 3);
    const moments: number[] = [];
    const onEvent = (event: ExportEvent) => {
      events.push(event);
      if (event.type === 'waiting' || event.type === 'export-started') moments.push(clock.now());
    };
    await expect(collect(sync({ checkpointStore, onEvent }))).rejects.toMatchObject({
      code: 'PART_MISMATCH',
    });
    expect(types('export-started')).toHaveLength(3);
    expect(pausesBeforeAnother()).toEqual([1_000, 1_500]);
    const [, waited = 0, second = 0, waitedAgain = 0, third = 0] = moments;
    expect(second - waited).toBeGreaterThan(950);
    expect(third - waitedAgain).toBeGreaterThan(1_450);
    expect(await collect(sync({ checkpointStore }))).toHaveLength(3);
  });

  it('starts to count failures again after each delivered package', async () => {
    receive(12, minutesAgo(60));
    emulator.control.setReceivingLimits({ maxResults: 6 });
    emulator.control.breakExports('wrongPartHash', 2);
    let count = 0;
    for await (const _invoice of sync()) if (++count === 1) emulator.control.breakExports('wrongPartHash', 2);
    emulator.control.setReceivingLimits(undefined);
    expect(count).toBe(12);
    expect(pausesBeforeAnother()).toHaveLength(4);
  });

  it('has nothing to deliver while KSeF has nothing as new as its beginning', async () => {
    receive(3, minutesAgo(5));
    emulator.control.setHighWaterMark({ lagMs: 3_600_000 });
    const checkpointStore = memoryCheckpoints();
    const late = { from: minutesAgo(30), checkpointStore };
    expect(await collect(sync(late))).toEqual([]);
    expect(types('sync-caught-up')).toHaveLength(1);
    // When the mark has come by, they are there.
    emulator.control.setHighWaterMark({ lagMs: 0 });
    expect(await collect(sync(late))).toHaveLength(3);
  });

  it('is caught up when KSeF refuses an export because it has nothing so new', async () => {
    receive(3, minutesAgo(60));
    const checkpointStore = memoryCheckpoints();
    const exporting = { method: 'POST', path: '/invoices/exports' } as const;
    emulator.control.addFault({ ...exporting, kind: 'error', status: 400, code: 21183 });
    expect(await collect(sync({ checkpointStore }))).toEqual([]);
    expect(types('sync-caught-up')).toHaveLength(1);
    expect(await collect(sync({ checkpointStore }))).toHaveLength(3);
  });

  it('asks KSeF every 15 minutes unless told otherwise, once for a role that is named twice', async () => {
    receive(2, minutesAgo(60));
    const options = { pollIntervalMs: undefined, subjectTypes: ['Subject2', 'Subject2'] };
    expect(await collect(sync(options))).toHaveLength(2);
    const caughtUp = types('sync-caught-up');
    expect(caughtUp).toHaveLength(1);
    const dueInMs = caughtUp.map((event) => ('dueAt' in event ? Date.parse(event.dueAt) : 0) - clock.now());
    expect(dueInMs[0]).toBeLessThanOrEqual(900_000);
    expect(dueInMs[0]).toBeGreaterThan(840_000);
  });

  it('keeps a checkpoint for each environment, context, role and kind of content', async () => {
    receive(2, minutesAgo(60));
    const inner = memoryCheckpoints();
    const names = new Set<string>();
    const checkpointStore = {
      load: (name: string) => inner.load(name),
      save: (name: string, checkpoint: SyncCheckpoint) => inner.save(names.add(name) && name, checkpoint),
    };
    expect(await collect(sync({ checkpointStore, onlyMetadata: true }))).toHaveLength(2);
    expect(await collect(sync({ checkpointStore }))).toHaveLength(2);
    const place = `${emulator.environment.name}/Nip:${context}`;
    expect([...names]).toEqual([`${place}/Subject2/metadata`, `${place}/Subject2`]);
  });

  it('replaces an export that never ends', async () => {
    receive(3, minutesAgo(60));
    emulator.control.breakExports('stuckAt100');
    expect(await collect(sync({ waitTimeoutMs: 60_000 }))).toHaveLength(3);
    expect(types('export-abandoned')).toHaveLength(1);
  });
});
