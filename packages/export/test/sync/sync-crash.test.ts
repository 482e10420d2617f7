import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { queryMetadata } from '../../src/index.js';
import { buyer, collect, seller, startKsef } from '../support/ksef.js';

// 200 kills take some minutes: KSEF_SYNC_KILLS=200.
const kills = Number(process.env.KSEF_SYNC_KILLS ?? 10);

describe('syncInvoices in a process that is killed', () => {
  it(`has everything after ${kills} kills at random moments, and repeats one invoice a kill at most`, {
    timeout: 60_000 + kills * 20_000,
  }, async () => {
    const { emulator, api } = await startKsef();
    const state = mkdtempSync(join(tmpdir(), 'ksef-test-'));
    const store = join(mkdtempSync(join(tmpdir(), 'ksef-test-')), 'received');
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const seed = (given: { count: number; from?: string }) =>
      emulator.control.seedInvoices({ sellerNip: seller, buyerNip: buyer, ...given });
    const storedCount = () => (existsSync(store) ? readFileSync(store, 'utf8').split('\n').length - 1 : 0);
    emulator.control.setReceivingLimits({ maxResults: 70, maxPartBytes: 3_000 });
    // Three share each instant.
    for (let batch = 0; batch < 3; batch++) seed({ count: 100, from });

    /** Killed after so many milliseconds, or right after so many deliveries. */
    const run = (end: { readonly ms?: number; readonly deliveries?: number }) =>
      new Promise<number | null>((resolve) => {
        const child = fork(
          fileURLToPath(new URL('../support/sync-process.ts', import.meta.url)),
          [emulator.baseUrl, emulator.qrUrl, state, store, from],
          { execArgv: ['--import', 'tsx'] },
        );
        let deliveries = 0;
        child.on('message', (what) => {
          if (what === 'ready' && end.ms !== undefined) setTimeout(() => child.kill('SIGKILL'), end.ms);
          if (what === 'stored' && ++deliveries === end.deliveries) child.kill('SIGKILL');
        });
        child.once('exit', resolve);
      });
    let killed = 0;
    let atWork = 0;
    while (killed < kills) {
      // There is always something to receive: some of it with one date, as it is stored now.
      seed({ count: 8 });
      const before = storedCount();
      const deliveries = Math.ceil(Math.random() * 20);
      if ((await run(killed % 2 === 0 ? { ms: Math.random() * 400 } : { deliveries })) === 0) continue;
      killed++;
      if (storedCount() > before) atWork++;
    }
    expect(await run({})).toBe(0);

    const received = readFileSync(store, 'utf8').trim().split('\n');
    const dateRange = { dateType: 'PermanentStorage', from };
    const all = await collect(queryMetadata(api, { subjectType: 'Subject2', dateRange }));
    expect(new Set(received)).toEqual(new Set(all.map(({ ksefNumber }) => ksefNumber)));
    const repeated = received.length - all.length;
    console.log(
      `${killed} kills, ${atWork} of them among deliveries, ${all.length} invoices, ${repeated} repeated deliveries`,
    );
    expect(repeated).toBeLessThanOrEqual(killed);
    // Nothing of an invoice was left on the disk: a file is removed as soon as it is made, before anything is in it.
    const leftovers = readdirSync(state).filter((name) => name.startsWith('ksef-export-'));
    for (const folder of leftovers)
      for (const file of readdirSync(join(state, folder)))
        expect(statSync(join(state, folder, file)).size).toBe(0);
    await emulator.close();
  });
});
