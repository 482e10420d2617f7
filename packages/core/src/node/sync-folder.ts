import { open } from 'node:fs/promises';
import { toDisk } from './to-disk.js';

// Errors of file systems that do not support it, e.g. some network ones.
const cannot: readonly unknown[] = ['EINVAL', 'ENOSYS', 'ENOTSUP'];

/**
 * Makes new and changed names in a folder survive a power failure. Windows does not support this, and does not need it.
 * Other file systems without support are ignored.
 *
 * @throws the error of the file system
 * @example
 * ```ts
 * import { syncFolder, writeNewFile } from '@ksef/core/internal/node';
 *
 * await writeNewFile('keys/one.pem', '…');
 * await syncFolder('keys');
 * ```
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await toDisk(handle);
  } catch (error) {
    if (!cannot.includes((error as NodeJS.ErrnoException).code)) throw error;
  } finally {
    await handle.close();
  }
}
