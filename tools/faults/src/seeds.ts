/**
 * The seeds of this run: as many as `KSEF_FAULT_SCHEDULES` says, or the one that `KSEF_FAULT_SEED` names. The first ones
 * are always the same; the nightly run adds others to them.
 */
export function chosenSeeds(count: number): number[] {
  const only = process.env.KSEF_FAULT_SEED;
  if (only !== undefined && only !== '') return [Number(only)];
  const total = Number(process.env.KSEF_FAULT_SCHEDULES ?? '') || count;
  return Array.from({ length: total }, (_, index) => index + 1);
}

/** The command that runs one case again. */
export function reproduction(suite: string, seed: number): string {
  return `run it again: cd tools/faults && KSEF_FAULT_SEED=${seed} npx vitest run --config ../../vitest.config.ts test/${suite}.test.ts`;
}
