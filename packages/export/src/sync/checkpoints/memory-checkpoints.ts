import type { CheckpointStore, SyncCheckpoint } from './checkpoint-store.js';

/**
 * Checkpoints that last as long as the process: for tests, and for programs that keep them elsewhere.
 *
 * @example
 * ```ts
 * import { memoryCheckpoints } from '@ksef/export';
 *
 * const checkpointStore = memoryCheckpoints(); // of syncInvoices, in tests
 * ```
 */
export function memoryCheckpoints(): CheckpointStore {
  const kept = new Map<string, SyncCheckpoint>();
  return {
    async load(name) {
      return kept.get(name);
    },
    async save(name, checkpoint) {
      kept.set(name, structuredClone(checkpoint));
    },
  };
}
