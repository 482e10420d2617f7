import { KsefError } from '@ksef/core';
import type { PartStore } from './part-store.js';

/**
 * Parts in memory: for small packages, and where there is no disk. `read` throws KsefError `PART_MISSING`.
 *
 * @example
 * ```ts
 * import { memoryPartStore } from '@ksef/sessions/batch';
 *
 * const partStore = memoryPartStore();
 * ```
 */
export function memoryPartStore(): PartStore {
  const parts = new Map<string, Uint8Array[]>();
  return {
    async create(name, options) {
      options?.signal?.throwIfAborted();
      const pieces: Uint8Array[] = [];
      parts.set(name, pieces);
      return {
        async write(bytes) {
          pieces.push(bytes.slice());
        },
        async close() {},
      };
    },
    async read(name, options) {
      options?.signal?.throwIfAborted();
      const pieces = parts.get(name);
      if (pieces === undefined) throw new KsefError(`There is no part ${name}.`, { code: 'PART_MISSING' });
      let next = 0;
      return new ReadableStream({
        pull(controller) {
          const piece = pieces[next++];
          if (piece === undefined) controller.close();
          else controller.enqueue(piece);
        },
      });
    },
    async list(prefix, options) {
      options?.signal?.throwIfAborted();
      return [...parts.keys()].filter((name) => name.startsWith(prefix));
    },
    async remove(name, options) {
      options?.signal?.throwIfAborted();
      parts.delete(name);
    },
  };
}
