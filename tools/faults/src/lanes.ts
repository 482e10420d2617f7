import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '@ksef/emulator';
import { afterAll, beforeAll, type ExpectStatic, it } from 'vitest';
import { chosenSeeds, reproduction } from './seeds.js';

/** Cases mostly wait: as many run at one time as there are emulators. */
const lanes = 5;

/** One seed's place to work in. */
export interface SeededCase {
  readonly seed: number;
  readonly emulator: Emulator;
  /** Its own; not made yet. */
  readonly folder: string;
  /** The command that runs it again, for the message of each expectation. */
  readonly again: string;
  readonly expect: ExpectStatic;
}

/** Registers a test for each of the chosen seeds, each with an emulator and a folder to itself. */
export function testSeeds(
  suite: 'online' | 'postgres' | 'batch' | 'both' | 'sync',
  { count, promise }: { readonly count: number; readonly promise: string },
  run: (one: SeededCase) => Promise<void>,
): void {
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

  it.concurrent.for(chosenSeeds(count))(
    `${promise} (seed %i)`,
    { timeout: 240_000 },
    async (seed, { expect }) => {
      const emulator = free.pop();
      if (emulator === undefined) throw new Error('more cases at one time than emulators');
      const again = reproduction(suite, seed);
      try {
        await run({ seed, emulator, folder: join(folder, String(seed)), again, expect });
      } finally {
        free.push(emulator);
      }
    },
  );
}
