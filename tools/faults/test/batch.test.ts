import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { planBatchSchedule } from '../src/batch-schedule.js';
import { brokenBatchPromises } from '../src/check-batch.js';
import { runAgain, runSchedule } from '../src/run-schedule.js';
import { chosenSeeds, reproduction } from '../src/seeds.js';

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

describe('sending by batches, whatever fails', () => {
  it.concurrent.for(chosenSeeds(15))(
    'loses nothing and sends nothing twice (seed %i)',
    { timeout: 240_000 },
    async (seed, { expect }) => {
      const emulator = free.pop();
      if (emulator === undefined) throw new Error('more cases at one time than emulators');
      try {
        const schedule = planBatchSchedule(seed);
        const own = join(folder, String(seed));
        const runId = `run-${seed}`;
        const outcome = await runSchedule(emulator, schedule, own, runId);
        const broken = await brokenBatchPromises(emulator, schedule, outcome, own, runId);
        expect(broken, reproduction('batch', seed)).toEqual([]);
        const judged = emulator.control.events('invoice-processed').length;
        const again = await runAgain(emulator, schedule, own, runId);
        expect(again, reproduction('batch', seed)).toEqual(outcome.results);
        expect(emulator.control.events('invoice-processed').length, reproduction('batch', seed)).toBe(judged);
      } finally {
        free.push(emulator);
      }
    },
  );
});
