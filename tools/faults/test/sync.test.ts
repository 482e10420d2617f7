import { createKsef } from '@ksef/client';
import type { Emulator } from '@ksef/emulator';
import { queryMetadata } from '@ksef/export';
import { describe } from 'vitest';
import { seller, token } from '../src/invoice-xml.js';
import { testSeeds } from '../src/lanes.js';
import { runSync, storedIn } from '../src/run-sync.js';
import { planSyncSchedule } from '../src/sync-schedule.js';

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
  const promise = 'leaves nothing out';
  testSeeds('sync', { count: 15, promise }, async ({ seed, emulator, folder, again, expect }) => {
    const { control } = emulator;
    const schedule = planSyncSchedule(seed);
    const from = new Date(Date.now() - 3_600_000).toISOString();
    control.reset();
    control.setClock(new Date().toISOString());
    control.seedInvoices({ count: schedule.invoices, sellerNip: seller, buyerNip: '7811900008', from });
    const outcome = await runSync(emulator, schedule, folder, from);
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
    expect((await runSync(emulator, calm, folder, from)).isDone, again).toBe(true);
    expect(storedIn(folder).length, again).toBe(before);
  });
});
