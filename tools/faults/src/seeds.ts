/**
 * The seeds of this run: `count` of them, or as many as `KSEF_FAULT_SCHEDULES` says, from `KSEF_FAULT_FIRST_SEED` on;
 * or the one that `KSEF_FAULT_SEED` names.
 */
export function chosenSeeds(count: number): number[] {
  const only = process.env.KSEF_FAULT_SEED;
  if (only !== undefined && only !== '') return [Number(only)];
  const total = Number(process.env.KSEF_FAULT_SCHEDULES ?? '') || count;
  const first = Number(process.env.KSEF_FAULT_FIRST_SEED ?? '') || 1;
  return Array.from({ length: total }, (_, index) => first + index);
}

/** The command that runs one case again. */
export function reproduction(suite: string, seed: number): string {
  return `run it again: cd tools/faults && KSEF_FAULT_SEED=${seed} npx vitest run --config ../../vitest.config.ts test/${suite}.test.ts`;
}
