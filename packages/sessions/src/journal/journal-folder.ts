import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidInputError } from '@ksef/core';
import { inFolder, makeFolder, syncFolder } from '@ksef/core/internal/node';
import { FileRun } from './file-run.js';
import { holdRun } from './run-lock.js';
import type { JournalOptions, JournalRun } from './session-journal.js';

const extension = '.ndjson';
const use = { input: 'folder', use: 'journals' };
const ownName = /^((?:[a-z0-9_-]|%[0-9a-f]{2})+)\.ndjson$/;
// With the lock's suffix it stays below the 255 bytes that file systems allow.
const longestStem = 180;

export async function openRun(folder: string, runId: string, options?: JournalOptions): Promise<JournalRun> {
  options?.signal?.throwIfAborted();
  const stem = fileStem(runId);
  await makeFolder(folder, use);
  const lock = await inFolder(folder, use, () => holdRun(folder, stem, runId, options));
  try {
    return await inFolder(folder, use, async () => {
      const run = await FileRun.open(join(folder, stem + extension), runId, lock);
      // The name of a new file must survive a power failure too.
      await syncFolder(folder);
      return run;
    });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

export async function listRuns(folder: string, options?: JournalOptions): Promise<readonly string[]> {
  options?.signal?.throwIfAborted();
  const runs: string[] = [];
  for (const name of await namesIn(folder)) {
    const stem = ownName.exec(name)?.[1];
    if (stem === undefined) continue;
    const file = await stat(join(folder, name)).catch(() => undefined);
    if (file !== undefined && file.size > 0) runs.push(decodeURIComponent(stem));
  }
  return runs;
}

export async function removeRun(folder: string, runId: string, options?: JournalOptions): Promise<void> {
  options?.signal?.throwIfAborted();
  const stem = fileStem(runId);
  if (!(await namesIn(folder)).includes(stem + extension)) return;
  await inFolder(folder, use, async () => {
    const lock = await holdRun(folder, stem, runId, options);
    try {
      await rm(join(folder, stem + extension), { force: true });
    } finally {
      await lock.release();
    }
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return inFolder(folder, use, () =>
    readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    }),
  );
}

/**
 * Small ASCII letters and digits stay, everything else becomes `%xx`: some file systems do not distinguish `A` from
 * `a`.
 */
function fileStem(runId: string): string {
  const stem = Array.from(new TextEncoder().encode(runId), (byte) => {
    const character = String.fromCharCode(byte);
    return /[a-z0-9_-]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
  }).join('');
  if (stem.length <= longestStem) return stem;
  throw new InvalidInputError(
    'The name of the run is too long for a file: use fewer characters, best small letters and digits.',
    { code: 'INVALID_RUN_ID', input: 'runId' },
  );
}
