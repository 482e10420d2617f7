import { describe } from 'vitest';
import { planBothSchedule } from '../src/both-schedule.js';
import { brokenPromisesOfBoth } from '../src/check-both.js';
import { fates } from '../src/fates.js';
import { testSeeds } from '../src/lanes.js';
import { runAgain, runSchedule } from '../src/run-schedule.js';
import { filesIn } from '../src/workplace.js';

describe('sending both ways at a time, whatever fails', () => {
  const promise = 'loses nothing and sends nothing twice';
  testSeeds('both', { count: 15, promise }, async ({ seed, emulator, folder, again, expect }) => {
    const schedule = planBothSchedule(seed);
    const place = filesIn(folder, `run-${seed}`);
    const judged = () => emulator.control.events('invoice-processed').length;
    const outcome = await runSchedule(emulator, schedule, place);
    const before = judged();
    // The sessions that a dying sender left open are its successor's.
    expect(fates(await runAgain(emulator, schedule, place)), again).toEqual(fates(outcome.results));
    expect(await brokenPromisesOfBoth(emulator, schedule, outcome, place), again).toEqual([]);
    expect(judged(), again).toBe(before);
  });
});
