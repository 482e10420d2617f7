import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { accessToken } from '../support.js';
import {
  buyer,
  downloadPackage,
  finishedExport,
  query,
  seller,
  startExport,
  stored,
  unzip,
} from './support.js';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator();
});
afterEach(() => emulator.close());

const range = { from: new Date(Date.now() - 30 * 86_400_000).toISOString() };

describe('the store', () => {
  it('keeps many invoices out of memory and gives each back whole', async () => {
    const bearer = await accessToken(emulator);
    const before = process.memoryUsage().rss;
    // More than stays in memory, so that the later ones lie on disk.
    emulator.control.seedInvoices({ count: 2_000, sellerNip: seller, buyerNip: buyer, sizeBytes: 100_000 });
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
    emulator.control.setReceivingLimits({ maxResults: 20 });
    const { invoices } = (
      await query(emulator, bearer, stored('Subject1', range), 'pageSize=20&sortOrder=Desc')
    ).body;
    const from = invoices.at(-1).permanentStorageDate;
    const { key, iv, reference } = await startExport(emulator, bearer, stored('Subject1', { from }));
    const status = await finishedExport(emulator, bearer, reference);
    const files = await unzip(await downloadPackage(status.package, key, iv));
    expect(files.size).toBe(21);
    for (const [name, text] of files) {
      if (name.endsWith('.xml')) expect(text).toContain(`<NIP>${buyer}</NIP>`);
    }
  }, 60_000);

  it('finds seeded invoices in a state folder after a restart', async () => {
    const stateDir = mkdtempSync(join(tmpdir(), 'emulator-scale-'));
    try {
      const first = await startEmulator({ stateDir });
      const seeded = first.control.seedInvoices({ count: 30, sellerNip: seller, buyerNip: buyer });
      await first.close();
      const second = await startEmulator({ stateDir });
      const bearer = await accessToken(second);
      const { invoices } = (await query(second, bearer, stored('Subject1', range), 'pageSize=100')).body;
      expect(invoices).toHaveLength(30);
      expect(invoices.at(-1).ksefNumber).toBe(seeded.lastKsefNumber);
      await second.close();
    } finally {
      rmSync(stateDir, { recursive: true, force: true });
    }
  }, 60_000);
});
