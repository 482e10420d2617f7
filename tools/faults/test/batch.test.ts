import { describe } from 'vitest';
import { planBatchSchedule } from '../src/batch-schedule.js';
import { brokenBatchPromises } from '../src/check-batch.js';
import { fates } from '../src/fates.js';
import { testSeeds } from '../src/lanes.js';
import { runAgain, runSchedule } from '../src/run-schedule.js';
import { filesIn } from '../src/workplace.js';

describe('sending by batches, whatever fails', () => {
  const promise = 'loses nothing and sends nothing twice';
  testSeeds('batch', { count: 15, promise }, async ({ seed, emulator, folder, again, expect }) => {
    const schedule = planBatchSchedule(seed);
    const place = filesIn(folder, `run-${seed}`);
    const judged = () => emulator.control.events('invoice-processed').length;
    const outcome = await runSchedule(emulator, schedule, place);
    expect(await brokenBatchPromises(emulator, schedule, outcome, place), again).toEqual([]);
    const before = judged();
    expect(fates(await runAgain(emulator, schedule, place)), again).toEqual(fates(outcome.results));
    expect(judged(), again).toBe(before);
  });
});
