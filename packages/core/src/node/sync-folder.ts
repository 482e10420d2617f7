import { open } from 'node:fs/promises';
import { toDisk } from './to-disk.js';

// From file systems that cannot do it, e.g. some network ones.
const cannot: readonly unknown[] = ['EINVAL', 'ENOSYS', 'ENOTSUP'];

/**
 * Makes new and changed names in a folder survive a power cut. Windows cannot, and does not need to; elsewhere a file
 * system that cannot is left alone.
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
