import { describe } from 'vitest';
import { brokenPromises, openSessions } from '../src/check-outcome.js';
import { testSeeds } from '../src/lanes.js';
import { runAgain, runSchedule } from '../src/run-schedule.js';
import { planSchedule } from '../src/schedule.js';

describe('sending online, whatever fails', () => {
  const promise = 'loses nothing and sends nothing twice';
  testSeeds('online', { count: 50, promise }, async ({ seed, emulator, folder, again, expect }) => {
    const schedule = planSchedule(seed);
    const runId = `run-${seed}`;
    const arrived = () => emulator.control.events('invoice-accepted').length;
    const outcome = await runSchedule(emulator, schedule, folder, runId);
    expect(await brokenPromises(emulator, schedule, outcome, folder, runId), again).toEqual([]);
    const before = arrived();
    expect(await runAgain(emulator, schedule, folder, runId), again).toEqual(outcome.results);
    expect(await openSessions(folder, runId), again).toEqual([]);
    expect(arrived(), again).toBe(before);
  });
});
