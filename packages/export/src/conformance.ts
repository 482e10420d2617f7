import { type CheckpointCase, type CheckpointSubject, checkpointStoreCases } from './checkpoints/index.js';

export { type CheckpointCase, type CheckpointSubject, checkpointStoreCases };

/** The part of vitest, jest or `node:test` that is used. */
export interface ConformanceRunner {
  it(name: string, fn: () => Promise<void>): unknown;
}

/**
 * Registers every case for a `CheckpointStore` as a test.
 *
 * @example
 * ```ts
 * import { it } from 'node:test';
 * import { memoryCheckpoints } from '@ksef/export/checkpoints';
 * import { checkpointStoreConformance } from '@ksef/export/conformance';
 *
 * const store = memoryCheckpoints();
 * checkpointStoreConformance({ create: () => store }, { it });
 * ```
 */
export function checkpointStoreConformance(subject: CheckpointSubject, runner: ConformanceRunner): void {
  for (const { name, run } of checkpointStoreCases) runner.it(name, () => run(subject));
}
