import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

// A living writer takes milliseconds.
const leftoverMs = 60_000;

/**
 * Removes the drafts that `replaceFile` left in a folder when it was killed between two steps. A folder that cannot be
 * read is ignored: the next reader reports it.
 *
 * @example
 * ```ts
 * import { sweepDrafts } from '@ksef/core/internal/node';
 *
 * await sweepDrafts('./state');
 * ```
 */
export async function sweepDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!name.endsWith('.tmp')) continue;
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && found.mtimeMs < Date.now() - leftoverMs) {
      await rm(file, { force: true }).catch(() => {});
    }
  }
}
