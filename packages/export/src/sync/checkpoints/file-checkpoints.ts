import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { IntegrityError, InvalidInputError } from '@ksef/core';
import { makeFolder, replaceFile } from '@ksef/core/node';
import type { CheckpointStore, SyncCheckpoint } from './checkpoint-store.js';

const use = { input: 'folder', use: 'checkpoints' };
// What a crash between two steps left; a writer that lives takes milliseconds.
const leftoverMs = 60_000;

/**
 * Checkpoints as files of a folder, readable by this user only. A file is replaced in one step after its bytes are on
 * the disk, so a crash or a power cut leaves the old one or the new one.
 *
 * @throws InvalidInputError `INVALID_OPTION`; `INVALID_FOLDER` from its functions
 */
export function fileCheckpoints(folder: string): CheckpointStore {
  if (typeof folder !== 'string' || folder === '') {
    throw new InvalidInputError('fileCheckpoints needs a folder.', {
      code: 'INVALID_OPTION',
      input: 'folder',
    });
  }
  // Names hold colons and slashes.
  const fileOf = (name: string) => join(folder, `${encodeURIComponent(name)}.json`);
  return {
    async load(name) {
      // Made now: a folder that cannot be is told of before anything is asked of KSeF.
      await makeFolder(folder, use);
      await sweep(folder);
      const file = fileOf(name);
      const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : parse(text, file);
    },
    async save(name, checkpoint, { signal } = {}) {
      signal?.throwIfAborted();
      await makeFolder(folder, use);
      await replaceFile(fileOf(name), JSON.stringify(checkpoint));
    },
  };
}

function parse(text: string, file: string): SyncCheckpoint {
  try {
    const read = JSON.parse(text) as SyncCheckpoint;
    if (read.version === 1 && typeof read.from === 'string' && Array.isArray(read.delivered)) return read;
  } catch {
    // Said below.
  }
  // Beginning anew without a word would deliver everything again.
  throw new IntegrityError(`${file} is no checkpoint of this version: mend it, or remove it to begin anew.`, {
    code: 'INVALID_CHECKPOINT',
  });
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith('.tmp')) continue;
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < Date.now() - leftoverMs) await rm(file, { force: true });
  }
}
