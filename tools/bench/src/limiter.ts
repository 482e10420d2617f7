import { slidingWindowLimiter } from '@ksef/api/limiter';
import { toContext } from '@ksef/core';
import { type Figure, median } from './figure.js';
import { madeUpNips } from './made-up-nips.js';

const rounds = 15;
const calls = 100_000;

/** What the limiter adds to a request that need not wait, against counting it in a map. */
export async function benchLimiter(): Promise<readonly Figure[]> {
  const requests = madeUpNips(40).map((nip) => ({
    environment: 'bench',
    context: toContext(nip),
    group: 'sessionMisc',
    operation: 'getSessionStatus',
    // High enough that none waits, and all three windows are looked at.
    limits: { perSecond: 1e7, perMinute: 1e7, perHour: 1e7 },
  }));
  const counts = new Map<string, number>();
  const bare = await time(async (index) => {
    const { environment, context, group } = requests[index % requests.length] as (typeof requests)[number];
    const key = `${environment} ${context.value} ${group}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  const limiter = slidingWindowLimiter();
  const admit = await time((index) =>
    limiter.admit(requests[index % requests.length] as (typeof requests)[number]),
  );
  return [
    {
      what: 'admission without a wait, over 40 NIPs',
      measured: `${admit.toFixed(0)} ns`,
      baseline: `${bare.toFixed(0)} ns (a counter in a map)`,
      ratio: admit / bare,
      goal: 'at most 5',
    },
  ];
}

async function time(fn: (index: number) => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    for (let call = 0; call < calls; call++) await fn(call);
    times.push(Number(process.hrtime.bigint() - start) / calls);
  }
  return median(times);
}
