import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'ksef-export-';

/** A new folder that only this user can enter. */
export async function makeSpoolFolder(parent: string | undefined): Promise<string> {
  return mkdtemp(join(parent ?? tmpdir(), prefix));
}

/**
 * Removes spool folders that a crash left behind. They hold ciphertext at most: on systems where an open file can be
 * removed, not even that.
 *
 * @param parent Default: the system's folder for temporary files.
 * @returns How many folders were removed.
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
  const oldest = Date.now() - (options.olderThanMs ?? 86_400_000);
  let count = 0;
  for (const name of await readdir(parent)) {
    options.signal?.throwIfAborted();
    if (!name.startsWith(prefix)) continue;
    const folder = join(parent, name);
    // Another process may remove it at the same time.
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory() || found.mtimeMs > oldest) continue;
    await rm(folder, { recursive: true, force: true });
    count++;
  }
  return count;
}
