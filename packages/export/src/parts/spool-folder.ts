import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkOptions, invalidFolder, isSignal, numberOrInfinity } from '@ksef/core/internal';
import { makeFolder } from '@ksef/core/internal/node';
import { spoolFailed } from './spool-file.js';

const prefix = 'ksef-export-';
const spool = { input: 'spoolFolder', use: 'encrypted parts' };

// Nothing is wrong with the folder itself.
const diskTroubles: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE']);

/**
 * A new folder that only this user can enter. A folder specified by the caller is created if it is missing; the
 * system's folder is not.
 *
 * @throws InvalidInputError `INVALID_FOLDER`; KsefError `SPOOL_FAILED` when the disk is full
 */
export async function makeSpoolFolder(parent: string | undefined): Promise<string> {
  if (parent !== undefined) await makeFolder(parent, spool);
  const within = parent ?? tmpdir();
  try {
    return await mkdtemp(join(within, prefix));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw diskTroubles.has(code) ? spoolFailed(cause) : invalidFolder(spool.input, within, spool.use, cause);
  }
}

/**
 * Removes spool folders that a crash left behind. They hold ciphertext at most: on systems where an open file can be
 * removed, not even that.
 *
 * @param parent Default: the system's folder for temporary files.
 * @returns How many folders were removed.
 * @throws InvalidInputError `INVALID_OPTION`, `INVALID_FOLDER`
 * @example
 * ```ts
 * import { sweepSpool } from '@ksef/export';
 *
 * await sweepSpool(); // once, when the program starts
 * ```
 */
export async function sweepSpool(
  parent: string = tmpdir(),
  options: {
    /** How long untouched folders are left alone, in milliseconds. Default one day. */
    readonly olderThanMs?: number | undefined;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<number> {
  checkOptions<typeof options>(options, { olderThanMs: numberOrInfinity(0), signal: isSignal });
  const oldest = Date.now() - (options.olderThanMs ?? 86_400_000);
  let count = 0;
  const names = await readdir(parent).catch((cause: unknown) => {
    throw invalidFolder('parent', parent, spool.use, cause);
  });
  for (const name of names) {
    options.signal?.throwIfAborted();
    if (!name.startsWith(prefix)) continue;
    const folder = join(parent, name);
    // Another process may remove it at the same time.
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory() || found.mtimeMs > oldest) continue;
    // Another user's folder stays.
    count += await rm(folder, { recursive: true, force: true }).then(
      () => 1,
      () => 0,
    );
  }
  return count;
}
