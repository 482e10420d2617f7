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
    async load(name, { signal } = {}) {
      signal?.throwIfAborted();
      return structuredClone(kept.get(name));
    },
    async save(name, checkpoint, { signal } = {}) {
      signal?.throwIfAborted();
      kept.set(name, structuredClone(checkpoint));
    },
  };
}
