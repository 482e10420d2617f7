import { createApi } from '@ksef/api';
import { hasNipChecksum, lenientNip, type Nip } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type CheckpointStore,
  type ExportEvent,
  ExportSlots,
  exportInvoices,
  getInvoice,
  type InvoiceFilters,
  memoryCheckpoints,
  queryMetadata,
  readExport,
  runExport,
  type SyncInvoicesOptions,
  startExport,
  syncInvoices,
  unsealExport,
  waitForExport,
} from '../src/index.js';
import { collect, connect, hastyClock, leapingClock, seller } from './support/ksef.js';

let emulator: Emulator;
/** Each test has a context, and so a store, of its own: exports of the one before may still run. */
let buyer: Nip;
let ksef: Awaited<ReturnType<typeof connect>>;
let events: ExportEvent[];
const from = new Date(Date.now() - 86_400_000).toISOString();
const filters: InvoiceFilters = {
  subjectType: 'Subject2',
  dateRange: { dateType: 'PermanentStorage', from },
};
const onEvent = (event: ExportEvent) => events.push(event);
const types = (type: ExportEvent['type']) => events.filter((event) => event.type === type);
const exporting = { method: 'POST', path: '/invoices/exports' } as const;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());
let candidate = 5_270_000_000;
beforeEach(async () => {
  emulator.control.clearFaults();
  emulator.control.setReceivingLimits(undefined);
  do candidate++;
  while (!hasNipChecksum(String(candidate)));
  buyer = lenientNip(String(candidate));
  ksef = await connect(emulator.environment, hastyClock, buyer);
  events = [];
});

const seed = (count: number, stepMs = 1) =>
  emulator.control.seedInvoices({
    count,
    sellerNip: seller,
    buyerNip: buyer,
    stepMs,
    from: new Date(Date.now() - 3_600_000).toISOString(),
  });
const numbers = (all: readonly { readonly ksefNumber: string }[]) => all.map(({ ksefNumber }) => ksefNumber);
const unique = (all: readonly { readonly ksefNumber: string }[]) => new Set(numbers(all)).size;

describe('queryMetadata', () => {
  it.each(['Asc', 'Desc'] as const)(
    'gives each invoice once across pages and caps (%s)',
    async (sortOrder) => {
      // Three share each instant, so caps fall between equals.
      for (let batch = 0; batch < 3; batch++) seed(40, 5);
      emulator.control.setReceivingLimits({ maxResults: 25 });
      const all = await collect(queryMetadata(ksef.api, filters, { sortOrder, pageSize: 10, onEvent }));
      expect([all.length, unique(all)]).toEqual([120, 120]);
      const dates = all.map(({ permanentStorageDate }) => permanentStorageDate);
      expect(dates).toEqual(sortOrder === 'Asc' ? [...dates].sort() : [...dates].sort().reverse());
    },
  );

  it('says when too many share one instant', async () => {
    seed(40, 0);
    emulator.control.setReceivingLimits({ maxResults: 20 });
    await expect(collect(queryMetadata(ksef.api, filters, { pageSize: 10 }))).rejects.toMatchObject({
      code: 'RESULT_CAPPED',
    });
  });

  it('sends every date with `Z` or an offset, and reads one without as Polish time', async () => {
    const sent: { readonly from: string; readonly to?: string }[] = [];
    const { accessToken } = ksef;
    const watched = createApi({
      environment: emulator.environment,
      accessToken: () => accessToken,
      context: buyer,
      fetch: (url, init) => {
        const body = JSON.parse(String(init?.body));
        sent.push((body.filters ?? body).dateRange);
        return fetch(url, init);
      },
    });
    const dateRange = { dateType: 'Invoicing', from: '2026-07-01T00:00', to: '2026-12-01T12:00:00' };
    await collect(queryMetadata(watched, { ...filters, dateRange }));
    await startExport(
      watched,
      { ...filters, dateRange: { ...dateRange, from: '2026-11-01T00:00:00' } },
      { encryptor: ksef.encryptor },
    );
    expect(sent).toMatchObject([
      { from: '2026-07-01T00:00:00+02:00', to: '2026-10-08T22:00:00.000Z' },
      { from: '2026-10-08T22:00:00.000Z', to: '2026-12-01T12:00:00+01:00' },
      { from: '2026-11-01T00:00:00+01:00', to: '2026-12-01T12:00:00+01:00' },
    ]);
  });

  it('cuts ranges that KSeF would refuse', async () => {
    seed(5);
    const long = { ...filters, dateRange: { ...filters.dateRange, from: '2026-02-01T00:00:00Z' } };
    expect(await collect(queryMetadata(ksef.api, long))).toHaveLength(5);
  });

  it.each([
    [{ ...filters, subjectType: '' }, 'INVALID_FILTERS'],
    [{ ...filters, dateRange: { ...filters.dateRange, from: '2026-02-01' } }, 'INVALID_DATE_RANGE'],
    [{ ...filters, dateRange: { ...filters.dateRange, from: new Date() as never } }, 'INVALID_DATE_RANGE'],
    [{ ...filters, dateRange: { ...filters.dateRange, to: '2020-01-01T00:00:00Z' } }, 'INVALID_DATE_RANGE'],
    [{ ...filters, ksefNumber: 'x' }, 'INVALID_KSEF_NUMBER'],
  ])('refuses %j at once', (wrong, code) => {
    expect(() => queryMetadata(ksef.api, wrong)).toThrow(expect.objectContaining({ code }));
  });
});

describe('exports', () => {
  it('give back the bytes that single downloads give', async () => {
    seed(12);
    const { handle, package: found } = await runExport(ksef.api, filters, { encryptor: ksef.encryptor });
    const all = await collect(readExport(ksef.api, handle, { package: found }));
    expect(all).toHaveLength(12);
    for (const one of all.slice(0, 3))
      expect(one.content).toEqual(await getInvoice(ksef.api, one.ksefNumber));
  });

  it.each([{ compressionType: 'TarGz' }, { onlyMetadata: true }])('come with %j', async (options) => {
    seed(12);
    const all = await collect(exportInvoices(ksef.api, filters, { encryptor: ksef.encryptor, ...options }));
    expect([all.length, all[0]?.content === undefined]).toEqual([12, 'onlyMetadata' in options]);
  });

  it('refuse a package of metadata only that was to have invoices', async () => {
    seed(3);
    const { accessToken } = await connect(emulator.environment, hastyClock, buyer);
    // KSeF misunderstands: it packs metadata only.
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (!String(url).endsWith('/invoices/exports')) return globalThis.fetch(url, init);
      const body = JSON.stringify({ ...JSON.parse(String(init?.body)), onlyMetadata: true });
      return globalThis.fetch(url, { ...init, body });
    };
    const api = createApi({ environment: emulator.environment, clock: hastyClock, fetch })
      .withAccessToken(() => accessToken)
      .inContext(buyer);
    const { encryptor } = ksef;
    const whole = { code: 'INCOMPLETE_PACKAGE' };
    await expect(collect(exportInvoices(api, filters, { encryptor }))).rejects.toMatchObject(whole);
    const store = memoryCheckpoints();
    const sync = {
      encryptor,
      subjectTypes: ['Subject2'],
      from: filters.dateRange.from,
      checkpointStore: store,
    };
    await expect(collect(syncInvoices(api, { ...sync, context: buyer }))).rejects.toMatchObject(whole);
  });

  it('go on where a full package ended, each invoice once', async () => {
    seed(50);
    emulator.control.setReceivingLimits({ maxResults: 12, maxPartBytes: 2_000 });
    const all = await collect(exportInvoices(ksef.api, filters, { encryptor: ksef.encryptor, onEvent }));
    expect([all.length, unique(all)]).toEqual([50, 50]);
    expect(types('export-started').length).toBeGreaterThan(4);
  });

  it('can be fetched by another process, from the sealed handle', async () => {
    seed(3);
    const sealingKey = new Uint8Array(32).fill(1);
    const handle = await startExport(ksef.api, filters, { encryptor: ksef.encryptor });
    await waitForExport(ksef.api, handle);
    const other = await unsealExport(await handle.seal(sealingKey), sealingKey);
    expect(await collect(readExport(ksef.api, other))).toHaveLength(3);
  });

  it('refresh a key that KSeF has withdrawn', async () => {
    await ksef.encryptor.encryptSymmetricKey(new Uint8Array(32));
    emulator.control.rotateKeys('emergency');
    expect((await startExport(ksef.api, filters, { encryptor: ksef.encryptor })).referenceNumber).toMatch(
      /^\d{8}-/,
    );
  });

  it('start again when the answer is lost', async () => {
    seed(3);
    emulator.control.addFault({ ...exporting, kind: 'cutAfter' });
    const all = await collect(exportInvoices(ksef.api, filters, { encryptor: ksef.encryptor, onEvent }));
    expect([all.length, types('export-lost').length]).toEqual([3, 1]);
  });

  it('wait in line while too many run', async () => {
    emulator.control.addFault({ ...exporting, kind: 'error', status: 400, code: 21182, times: 3 });
    await startExport(ksef.api, filters, { encryptor: ksef.encryptor, onEvent });
    expect(types('waiting')).toHaveLength(3);
  });

  it('keep to the count of those that run, and notice which have ended', async () => {
    const slots = new ExportSlots(2);
    for (let index = 0; index < 5; index++)
      await startExport(ksef.api, filters, { encryptor: ksef.encryptor, slots });
    expect(slots.running.length).toBeLessThanOrEqual(2);
  });

  it('wait out a limit on requests', async () => {
    ksef = await connect(emulator.environment, leapingClock(), buyer);
    emulator.control.addFault({ ...exporting, kind: 'rateLimit', retryAfter: 90 });
    await startExport(ksef.api, filters, { encryptor: ksef.encryptor, onEvent });
    expect(types('waiting')).toHaveLength(1);
  });

  it('refuse more than 100 days at once, by name', async () => {
    const long = { ...filters, dateRange: { ...filters.dateRange, from: '2026-02-01T00:00:00Z' } };
    await expect(startExport(ksef.api, long, { encryptor: ksef.encryptor })).rejects.toMatchObject({
      code: 'RANGE_TOO_LONG',
    });
  });
});

describe('syncInvoices', () => {
  let checkpointStore: CheckpointStore;
  beforeEach(() => {
    checkpointStore = memoryCheckpoints();
  });
  const sync = (options: Partial<SyncInvoicesOptions> = {}) =>
    syncInvoices(ksef.api, {
      encryptor: ksef.encryptor,
      context: buyer,
      subjectTypes: ['Subject2'],
      from,
      checkpointStore,
      pollIntervalMs: 0,
      onEvent,
      ...options,
    });

  it('delivers everything once, and then what is new', async () => {
    seed(30);
    expect(unique(await collect(sync()))).toBe(30);
    expect(await collect(sync())).toEqual([]);
  });

  it('goes on through full packages whose ends share an instant', async () => {
    for (let batch = 0; batch < 3; batch++) seed(20, 5);
    emulator.control.setReceivingLimits({ maxResults: 10 });
    const all = await collect(sync());
    expect([all.length, unique(all)]).toEqual([60, 60]);
  });

  it('repeats at most the last one after leaving early, wherever that is', async () => {
    for (let batch = 0; batch < 3; batch++) seed(10, 5);
    emulator.control.setReceivingLimits({ maxResults: 10 });
    const seen: string[] = [];
    for (let run = 0; run < 40; run++) {
      let left = 1 + (run % 3);
      for await (const { ksefNumber } of sync()) {
        seen.push(ksefNumber);
        if (--left === 0) break;
      }
    }
    expect(new Set(seen).size).toBe(30);
    expect(seen.length).toBeLessThanOrEqual(30 + 40);
  });

  it('does not ask KSeF again before it is time', async () => {
    seed(2);
    await collect(sync({ pollIntervalMs: 900_000 }));
    events = [];
    expect(await collect(sync({ pollIntervalMs: 900_000 }))).toEqual([]);
    expect([types('export-started').length, types('sync-caught-up').length]).toEqual([0, 1]);
  });

  it('needs a context, subject types, a store and a beginning, by name', () => {
    expect(() => sync({ context: undefined })).toThrow(expect.objectContaining({ code: 'MISSING_CONTEXT' }));
    expect(() => sync({ subjectTypes: [] })).toThrow(expect.objectContaining({ input: 'subjectTypes' }));
    expect(() => sync({ from: '2026' })).toThrow(expect.objectContaining({ input: 'from' }));
    expect(() => sync({ checkpointStore: {} as never })).toThrow(
      expect.objectContaining({ input: 'checkpointStore' }),
    );
  });
});
