import {
  checkOptions,
  invalidOption,
  type OptionChecks,
  storageAnswer,
  storageName,
  text,
} from '@ksef/core/internal';
import type { CheckpointStore } from './checkpoint-store.js';
import { checkCheckpoint } from './parse-checkpoint.js';

/** The part of a `Storage` of `unstorage` that is used. */
export interface UnstorageLike {
  getItem(key: string): Promise<unknown>;
  setItem(key: string, value: object): Promise<void>;
}

/** Options of {@link unstorageCheckpoints}. */
export interface UnstorageCheckpointsOptions {
  /** Prefix of every key; `:` separates its parts. Default `ksef:checkpoints`. */
  readonly base?: string | undefined;
}

const optionChecks: OptionChecks<UnstorageCheckpointsOptions> = { base: text };

/**
 * Checkpoints in any `unstorage` storage. The driver determines how safely `save` writes. The file system driver, for
 * example, may leave half a file after a crash, which `load` then rejects. `fileCheckpoints` does not.
 *
 * Its functions throw KsefError `STORAGE_FAILED`, IntegrityError `INVALID_CHECKPOINT`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type UnstorageLike, unstorageCheckpoints } from '@ksef/export/checkpoints';
 *
 * declare const storage: UnstorageLike; // createStorage({ driver }) of unstorage
 * const checkpointStore = unstorageCheckpoints(storage); // of syncInvoices
 * ```
 */
export function unstorageCheckpoints(
  storage: UnstorageLike,
  options: UnstorageCheckpointsOptions = {},
): CheckpointStore {
  checkOptions<UnstorageCheckpointsOptions>(options, optionChecks);
  for (const method of ['getItem', 'setItem'] as const) {
    if (typeof storage?.[method] !== 'function') throw invalidOption('storage', 'a Storage of unstorage');
  }
  const { base = 'ksef:checkpoints' } = options;
  // unstorage and its drivers change some characters of keys: a safe name keeps checkpoints apart.
  const itemOf = async (name: string) => `${base}:${await storageName(name)}`;
  return {
    async load(name, { signal } = {}) {
      signal?.throwIfAborted();
      const item = await itemOf(name);
      const read = await storageAnswer(storage.getItem(item), signal);
      return read === null || read === undefined ? undefined : checkCheckpoint(read, `${item} (${name})`);
    },
    async save(name, checkpoint, { signal } = {}) {
      signal?.throwIfAborted();
      await storageAnswer(storage.setItem(await itemOf(name), structuredClone(checkpoint)), signal);
    },
  };
}
