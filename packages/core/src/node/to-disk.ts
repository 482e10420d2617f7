import { fdatasync, fsync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';

const byDescriptor = { sync: promisify(fsync), datasync: promisify(fdatasync) };

/**
 * `handle.sync()` or `.datasync()`, also where file handles lack them: Yarn's Plug'n'Play.
 *
 * @example
 * ```ts
 * import { open } from 'node:fs/promises';
 * import { toDisk } from '@ksef/core/internal/node';
 *
 * const handle = await open('journal.ndjson', 'a', 0o600);
 * await handle.write('{}\n');
 * await toDisk(handle, 'datasync');
 * ```
 */
export async function toDisk(handle: FileHandle, how: 'sync' | 'datasync' = 'sync'): Promise<void> {
  try {
    await handle[how]();
  } catch (error) {
    // Errors of the file system have a code; "Method not implemented" has none.
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    await byDescriptor[how](handle.fd);
  }
}
