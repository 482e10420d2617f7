import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKsef } from '@ksef/client';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { queryMetadata } from '@ksef/export';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { seller, token } from '../src/invoice-xml.js';
import { runSync, storedIn } from '../src/run-sync.js';
import { chosenSeeds, reproduction } from '../src/seeds.js';
import { planSyncSchedule } from '../src/sync-schedule.js';

const lanes = 5;
const free: Emulator[] = [];
let folder: string;

beforeAll(async () => {
  for (let lane = 0; lane < lanes; lane++) free.push(await startEmulator());
  folder = await mkdtemp(join(tmpdir(), 'ksef-faults-'));
});

afterAll(async () => {
  await Promise.all(free.map((emulator) => emulator.close()));
  await rm(folder, { recursive: true });
});

/** What KSeF has, asked for page by page. */
async function numbersOf(emulator: Emulator, from: string): Promise<string[]> {
  const { environment } = emulator;
  const { api } = createKsef({
    environment,
    credentials: { ksefToken: token },
    rateLimiter: false,
  }).inContext(seller);
  const numbers: string[] = [];
  const dateRange = { dateType: 'PermanentStorage', from } as const;
  for await (const { ksefNumber } of queryMetadata(api, { subjectType: 'Subject1', dateRange }))
    numbers.push(ksefNumber);
  return numbers.sort();
}

describe('receiving what is new, whatever fails', () => {
  it.concurrent.for(chosenSeeds(15))(
    'leaves nothing out (seed %i)',
    { timeout: 240_000 },
    async (seed, { expect }) => {
      const emulator = free.pop();
      if (emulator === undefined) throw new Error('more cases at one time than emulators');
      const again = reproduction('sync', seed);
      try {
        const { control } = emulator;
        const schedule = planSyncSchedule(seed);
        const own = join(folder, String(seed));
        const from = new Date(Date.now() - 3_600_000).toISOString();
        control.reset();
        control.setClock(new Date().toISOString());
        control.seedInvoices({ count: schedule.invoices, sellerNip: seller, buyerNip: '7811900008', from });
        const outcome = await runSync(emulator, schedule, own, from);
        control.clearFaults();
        const all = await numbersOf(emulator, from);
        expect(all.length, again).toBe(schedule.invoices);
        expect(outcome.isDone, `${again}\n${JSON.stringify(outcome.errors)}`).toBe(true);
        expect([...new Set(outcome.stored)].sort(), again).toEqual(all);
        // What was stored and not acknowledged when the receiver died may come again.
        expect(outcome.stored.length - all.length, again).toBeLessThanOrEqual(outcome.deaths);
        // A login may meet the leap of time halfway, and is refused then.
        for (const { code } of outcome.errors)
          expect(String(code), `${again} ${JSON.stringify(outcome.errors)}`).toMatch(
            /^(UNAUTHORIZED|[A-Z]+(_[A-Z]+)+)$/,
          );
        const before = outcome.stored.length;
        const calm = { ...schedule, faults: [], exportFaults: [], actions: [], death: 'frozen' } as const;
        expect((await runSync(emulator, calm, own, from)).isDone, again).toBe(true);
        expect(storedIn(own).length, again).toBe(before);
      } finally {
        free.push(emulator);
      }
    },
  );
});
