import { open } from 'node:fs/promises';
import { toDisk } from './to-disk.js';

// Of file systems that cannot do it, e.g. some of networks.
const cannot: readonly unknown[] = ['EINVAL', 'ENOSYS', 'ENOTSUP'];

/**
 * Makes names that were given or changed in a folder outlive a power cut. Windows cannot, and needs not; elsewhere a file
 * system that cannot is left to itself.
 *
 * @throws what the disk says
 * @example
 * ```ts
 * import { syncFolder, writeNewFile } from '@ksef/core/node';
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
