import { fsync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';

/** `handle.sync()`, also where file handles have none: Yarn's Plug'n'Play. */
export async function toDisk(handle: FileHandle): Promise<void> {
  try {
    await handle.sync();
  } catch (error) {
    // What the disk says has a code; "Method not implemented" has not.
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    await promisify(fsync)(handle.fd);
  }
}
