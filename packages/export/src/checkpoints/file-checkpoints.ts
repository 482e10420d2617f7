import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { IntegrityError, InvalidInputError, invalidFolder } from '@ksef/core';
import type { CheckpointStore, SyncCheckpoint } from './checkpoint-store.js';
import { toDisk } from './to-disk.js';

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
      await make(folder);
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
      await make(folder);
      const file = fileOf(name);
      const temporary = `${file}.${process.pid}.${Math.floor(performance.now() * 1000)}.tmp`;
      try {
        const handle = await open(temporary, 'wx', 0o600);
        try {
          await handle.writeFile(JSON.stringify(checkpoint));
          await toDisk(handle);
        } finally {
          await handle.close();
        }
        await rename(temporary, file);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await syncFolder(folder);
    },
  };
}

async function make(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw invalidFolder('folder', folder, 'checkpoints', cause);
  });
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

/** Renaming must outlive a power cut too. Windows cannot sync folders, and needs it not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await toDisk(handle);
  } finally {
    await handle.close();
  }
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith('.tmp')) continue;
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < Date.now() - leftoverMs) await rm(file, { force: true });
  }
}
