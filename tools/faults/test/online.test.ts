import { describe } from 'vitest';
import { brokenPromises, openSessions } from '../src/check-outcome.js';
import { testSeeds } from '../src/lanes.js';
import { runAgain, runSchedule } from '../src/run-schedule.js';
import { planSchedule } from '../src/schedule.js';
import { filesIn } from '../src/workplace.js';

describe('sending online, whatever fails', () => {
  const promise = 'loses nothing and sends nothing twice';
  testSeeds('online', { count: 50, promise }, async ({ seed, emulator, folder, again, expect }) => {
    const schedule = planSchedule(seed);
    const place = filesIn(folder, `run-${seed}`);
    const arrived = () => emulator.control.events('invoice-accepted').length;
    const outcome = await runSchedule(emulator, schedule, place);
    expect(await brokenPromises(emulator, schedule, outcome, place), again).toEqual([]);
    const before = arrived();
    expect(await runAgain(emulator, schedule, place), again).toEqual(outcome.results);
    expect(await openSessions(place), again).toEqual([]);
    expect(arrived(), again).toBe(before);
  });
});
