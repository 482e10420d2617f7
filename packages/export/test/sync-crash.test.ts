import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { queryMetadata } from '../src/index.js';
import { buyer, collect, seller, startKsef } from './support/ksef.js';

// 200 moments take minutes: KSEF_SYNC_KILLS=200.
const kills = Number(process.env.KSEF_SYNC_KILLS ?? 12);

describe('syncInvoices in a process that is killed', () => {
  it(`has everything after ${kills} kills at random moments, and repeats one invoice a kill at most`, async () => {
    const { emulator, api } = await startKsef();
    const state = mkdtempSync(join(tmpdir(), 'ksef-test-'));
    const store = join(mkdtempSync(join(tmpdir(), 'ksef-test-')), 'received');
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const seed = () =>
      emulator.control.seedInvoices({ count: 100, sellerNip: seller, buyerNip: buyer, from });
    emulator.control.setReceivingLimits({ maxResults: 70, partBytes: 3_000 });
    // Three share each instant.
    for (let batch = 0; batch < 3; batch++) seed();

    const run = (killAfterMs: number | undefined) =>
      new Promise<number | null>((resolve) => {
        const child = fork(
          fileURLToPath(new URL('./support/sync-process.ts', import.meta.url)),
          [emulator.baseUrl, emulator.qrUrl, state, store, from],
          { execArgv: ['--import', 'tsx'] },
        );
        child.once('message', () => {
          if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
        });
        child.once('exit', resolve);
      });
    let killed = 0;
    for (let index = 0; index < kills; index++) if ((await run(Math.random() * 400)) !== 0) killed++;
    expect(await run(undefined)).toBe(0);

    const received = existsSync(store) ? readFileSync(store, 'utf8').trim().split('\n') : [];
    const dateRange = { dateType: 'PermanentStorage', from };
    const all = await collect(queryMetadata(api, { subjectType: 'Subject2', dateRange }));
    expect(new Set(received)).toEqual(new Set(all.map(({ ksefNumber }) => ksefNumber)));
    const repeated = received.length - all.length;
    console.log(`${killed} kills, ${all.length} invoices, ${repeated} repeated deliveries`);
    expect(repeated).toBeLessThanOrEqual(killed);
    // Nothing of an invoice was left on the disk.
    const leftovers = readdirSync(state).filter((name) => name.startsWith('ksef-export-'));
    for (const folder of leftovers) expect(readdirSync(join(state, folder))).toEqual([]);
    await emulator.close();
  }, 600_000);
});
