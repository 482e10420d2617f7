import { buffer } from 'node:stream/consumers';
import { createApi } from '@ksef/api';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type ExportEvent,
  getInvoice,
  type InvoiceFilters,
  openInvoice,
  type RunExportOptions,
  readExport,
  runExport,
  waitForExport,
} from '../../src/index.js';
import { buyer, collect, connect, leapingClock, seller } from '../support/ksef.js';

let emulator: Emulator;
let ksef: Awaited<ReturnType<typeof connect>>;
let ksefNumber: string;
let events: ExportEvent[];
const filters: InvoiceFilters = {
  subjectType: 'Subject2',
  dateRange: { dateType: 'PermanentStorage', from: new Date(Date.now() - 3_600_000).toISOString() },
};

beforeAll(async () => {
  emulator = await startEmulator();
  const seeded = emulator.control.seedInvoices({ count: 3, sellerNip: seller, buyerNip: buyer });
  ksefNumber = seeded.firstKsefNumber;
});
afterAll(() => emulator.close());
beforeEach(async () => {
  events = [];
  ksef = await connect(emulator.environment, leapingClock());
});

const onEvent = (event: ExportEvent) => events.push(event);
const run = (options: Partial<RunExportOptions> = {}) =>
  runExport(ksef.api, filters, {
    encryptor: ksef.encryptor,
    // Pauses are cut short, KSeF's work is not.
    waitTimeoutMs: 600_000,
    onEvent,
    ...options,
  });

describe('runExport', () => {
  it.each(['stuckAt100', 'fails500', 'cancelled550', 'key415', 'gone410'] as const)(
    'replaces an export that is broken by %s',
    async (kind) => {
      const refresh = vi.spyOn(ksef.encryptor, 'forceRefresh');
      emulator.control.breakExports(kind);
      const { handle, package: found } = await run();
      expect(await collect(readExport(ksef.api, handle, { package: found, onEvent }))).toHaveLength(3);
      const abandoned = events.filter((event) => event.type === 'export-abandoned');
      expect(abandoned).toHaveLength(1);
      expect(abandoned[0]).not.toMatchObject({ referenceNumber: handle.referenceNumber });
      // All of the longest wait, for the one that hangs.
      const least = kind === 'stuckAt100' ? 30_000 : 0;
      expect(abandoned[0]?.durationMs).toBeGreaterThanOrEqual(least);
      for (const type of ['export-ready', 'part-verified', 'package-read'])
        expect(events).toContainEqual(expect.objectContaining({ type, durationMs: expect.any(Number) }));
      // Only a key that KSeF could not read is asked for again.
      expect(refresh).toHaveBeenCalledTimes(kind === 'key415' ? 1 : 0);
    },
  );

  it.each([
    ['stuckAt100', 'WAIT_TIMEOUT', 100],
    ['fails500', 'EXPORT_FAILED', 500],
    ['gone410', 'EXPORT_EXPIRED', 410],
    ['key415', 'EXPORT_FAILED', 415],
  ] as const)('ends after as many new ones as are allowed (%s)', async (kind, code, status) => {
    emulator.control.breakExports(kind, 2);
    await expect(run({ restarts: 1 })).rejects.toMatchObject({ code, status: { code: status } });
    expect(events.filter(({ type }) => type === 'export-started')).toHaveLength(2);
  });
});

describe('openInvoice', () => {
  it('streams the bytes that getInvoice gives', async () => {
    const streamed = await buffer(await openInvoice(ksef.api, ksefNumber));
    expect(streamed.length).toBeGreaterThan(500);
    expect(streamed.equals(await getInvoice(ksef.api, ksefNumber))).toBe(true);
  });

  it.each([
    ['ends the stream', async (api: typeof ksef.api) => buffer(await openInvoice(api, ksefNumber))],
    ['refuses the download', (api: typeof ksef.api) => getInvoice(api, ksefNumber)],
  ])('%s when a byte was changed on the way', async (_name, download) => {
    const api = createApi({
      environment: emulator.environment,
      accessToken: () => ksef.accessToken,
      context: buyer,
      fetch: async (...request) => {
        const response = await fetch(...request);
        const bytes = new Uint8Array(await response.arrayBuffer());
        bytes.set([0], bytes.length >> 1);
        return new Response(bytes, response);
      },
    });
    await expect(download(api)).rejects.toMatchObject({ code: 'INVOICE_MISMATCH' });
  });

  describe('when KSeF has only just taken the invoice (21165)', () => {
    const fault = { method: 'GET', path: '/invoices/ksef/{ksefNumber}', kind: 'error', status: 400 } as const;
    afterEach(() => emulator.control.clearFaults());

    it.each([
      ['getInvoice', (options: object) => getInvoice(ksef.api, ksefNumber, options)],
      ['openInvoice', async (options: object) => buffer(await openInvoice(ksef.api, ksefNumber, options))],
    ])('%s waits for it', async (_name, download) => {
      emulator.control.addFault({ ...fault, code: 21165, times: 3 });
      expect((await download({ onEvent })).length).toBeGreaterThan(500);
      expect(events).toEqual(
        [3_000, 4_500, 6_750].map((waitMs) => ({
          type: 'waiting',
          what: 'an invoice that KSeF does not hand out yet',
          waitMs,
        })),
      );
    });

    it('says what to do once the time is over, after no more than the allowed looks', async () => {
      emulator.control.addFault({ ...fault, code: 21165, times: 100 });
      await expect(getInvoice(ksef.api, ksefNumber, { onEvent })).rejects.toMatchObject({
        code: 'WAIT_TIMEOUT',
        status: { code: 21165 },
        message: expect.stringContaining('Try again later'),
      });
      expect(events.length).toBeLessThan(8);
      const given = events.reduce((sum, event) => sum + (event.type === 'waiting' ? event.waitMs : 0), 0);
      expect(given).toBeLessThanOrEqual(60_000);
    });

    it('waits as long as it is told, or not at all', async () => {
      emulator.control.addFault({ ...fault, code: 21165, times: 100 });
      await expect(getInvoice(ksef.api, ksefNumber, { waitTimeoutMs: 0, onEvent })).rejects.toMatchObject({
        code: 'WAIT_TIMEOUT',
      });
      expect(events).toEqual([]);
      await expect(getInvoice(ksef.api, ksefNumber, { waitTimeoutMs: -1 })).rejects.toMatchObject({
        code: 'INVALID_OPTION',
        input: 'waitTimeoutMs',
      });
      const signal = AbortSignal.timeout(50);
      const slow = await connect(emulator.environment);
      await expect(getInvoice(slow.api, ksefNumber, { signal })).rejects.toThrow(/timeout/);
    });

    it('waits for no other refusal', async () => {
      emulator.control.addFault({ ...fault, code: 21164 });
      await expect(getInvoice(ksef.api, ksefNumber)).rejects.toMatchObject({ errors: [{ code: 21164 }] });
    });
  });

  it('refuses what is no KSeF number, and tells what KSeF does not know', async () => {
    await expect(openInvoice(ksef.api, 'x')).rejects.toMatchObject({ code: 'INVALID_KSEF_NUMBER' });
    const unknown = openInvoice(ksef.api, '5265877635-20250826-0100001AF629-AF');
    await expect(unknown).rejects.toMatchObject({ errors: [{ code: 21164 }] });
  });
});

describe('an export', () => {
  const asked = { method: 'GET', path: '/invoices/exports/{referenceNumber}' } as const;

  it('that KSeF does not know at first is asked about again', async () => {
    emulator.control.addFault({ ...asked, kind: 'error', status: 404, times: 2 });
    expect((await run()).package.invoiceCount).toBe(3);
  });

  it('that KSeF never knows ends the wait, by its code', async () => {
    const other = '20260201-EX-0000000001-0000000002-03';
    await expect(waitForExport(ksef.api, other, { onEvent })).rejects.toMatchObject({
      errors: [expect.objectContaining({ code: 21175 })],
    });
  });

  it('of dates beyond the high-water mark fails by its status', async () => {
    emulator.control.setHighWaterMark({ lagMs: 3_600_000 });
    const { api, encryptor } = await connect(emulator.environment);
    const dateRange = { ...filters.dateRange, from: new Date(Date.now() - 60_000).toISOString() };
    const beyond = { ...filters, dateRange: { ...dateRange, restrictToPermanentStorageHwmDate: true } };
    await expect(runExport(api, beyond, { encryptor })).rejects.toMatchObject({
      code: 'EXPORT_FAILED',
      status: { code: 420 },
    });
    emulator.control.setHighWaterMark({ lagMs: 0 });
  });

  it('is told to be over when its package, and then its status, is kept no longer', async () => {
    const { handle } = await run();
    emulator.control.setReceivingLimits({ packageValidForMs: 3_600_000, statusKeptForMs: 7_200_000 });
    emulator.control.advanceClock(3_601_000);
    const renewed = await connect(emulator.environment, leapingClock());
    await expect(collect(readExport(renewed.api, handle))).rejects.toMatchObject({ code: 'EXPORT_EXPIRED' });
    emulator.control.advanceClock(3_601_000);
    const later = await connect(emulator.environment, leapingClock());
    await expect(waitForExport(later.api, handle)).rejects.toMatchObject({ status: 410 });
  });
});
