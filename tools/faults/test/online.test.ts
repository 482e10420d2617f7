import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { brokenPromises, openSessions } from '../src/check-outcome.js';
import { runAgain, runSchedule } from '../src/run-schedule.js';
import { planSchedule } from '../src/schedule.js';
import { chosenSeeds, reproduction } from '../src/seeds.js';

/** Cases mostly wait: as many run at one time as there are emulators. */
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

describe('sending online, whatever fails', () => {
  it.concurrent.for(chosenSeeds(30))(
    'loses nothing and sends nothing twice (seed %i)',
    { timeout: 240_000 },
    async (seed, { expect }) => {
      const emulator = free.pop();
      if (emulator === undefined) throw new Error('more cases at one time than emulators');
      try {
        const schedule = planSchedule(seed);
        const own = join(folder, String(seed));
        const outcome = await runSchedule(emulator, schedule, own, `run-${seed}`);
        const broken = await brokenPromises(emulator, schedule, outcome, own, `run-${seed}`);
        expect(broken, reproduction('online', seed)).toEqual([]);
        const arrived = emulator.control.events('invoice-accepted').length;
        const again = await runAgain(emulator, schedule, own, `run-${seed}`);
        expect(again, reproduction('online', seed)).toEqual(outcome.results);
        expect(await openSessions(own, `run-${seed}`), reproduction('online', seed)).toEqual([]);
        expect(emulator.control.events('invoice-accepted').length, reproduction('online', seed)).toBe(
          arrived,
        );
      } finally {
        free.push(emulator);
      }
    },
  );
});
