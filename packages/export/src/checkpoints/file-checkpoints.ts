import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError } from '@ksef/core';
import { invalidFolder } from '@ksef/core/internal';
import { makeFolder, replaceFile, sweepDrafts } from '@ksef/core/internal/node';
import type { CheckpointStore } from './checkpoint-store.js';
import { parseCheckpoint } from './parse-checkpoint.js';

const use = { input: 'folder', use: 'checkpoints' };

/**
 * Checkpoints as files of a folder, readable by this user only. Files are replaced atomically, after their bytes are on
 * the disk, so a crash or a power failure leaves the old one or the new one.
 *
 * @throws InvalidInputError `INVALID_OPTION`; `INVALID_FOLDER` from its functions
 * @throws IntegrityError `INVALID_CHECKPOINT` from `load`
 */
export function fileCheckpoints(folder: string): CheckpointStore {
  if (typeof folder !== 'string' || folder === '') {
    throw new InvalidInputError('fileCheckpoints needs a folder.', {
      code: 'INVALID_OPTION',
      input: 'folder',
    });
  }
  // Names contain colons and slashes.
  const fileOf = (name: string) => join(folder, `${encodeURIComponent(name)}.json`);
  let swept: Promise<void> | undefined;
  const refused = (error: unknown) => invalidFolder(use.input, folder, use.use, error);
  return {
    async load(name, { signal } = {}) {
      signal?.throwIfAborted();
      // Created now: an invalid folder is reported before any request to KSeF.
      await makeFolder(folder, use);
      // Once: a folder of thousands of companies takes long to read.
      swept ??= sweepDrafts(folder);
      await swept;
      const file = fileOf(name);
      const json = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw refused(error);
      });
      return json === undefined ? undefined : parseCheckpoint(json, file);
    },
    async save(name, checkpoint, { signal } = {}) {
      signal?.throwIfAborted();
      await makeFolder(folder, use);
      await replaceFile(fileOf(name), JSON.stringify(checkpoint)).catch((error: unknown) => {
        throw refused(error);
      });
    },
  };
}
