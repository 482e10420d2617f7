import { open, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { syncFolder } from './sync-folder.js';
import { toDisk } from './to-disk.js';

/**
 * Writes a new file with mode 0600. When this resolves, its bytes are on the disk. Its name is on the disk after
 * `syncFolder`.
 *
 * @throws the error of the file system; `EEXIST` when the file exists
 * @example
 * ```ts
 * import { writeNewFile } from '@ksef/core/internal/node';
 *
 * declare const pem: string; // a secret
 * await writeNewFile('seal.key.pem', pem);
 * ```
 */
export async function writeNewFile(file: string, content: string | Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await toDisk(handle);
  } finally {
    await handle.close();
  }
}

/**
 * Replaces a file atomically, with mode 0600: a crash or a power failure leaves the old content or the new one, and
 * perhaps a draft beside it, `FILE.….tmp`.
 *
 * @throws the error of the file system; then the old content stays
 * @example
 * ```ts
 * import { replaceFile } from '@ksef/core/internal/node';
 *
 * await replaceFile('state.json', JSON.stringify({ version: 1 }));
 * ```
 */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const mark = crypto.getRandomValues(new Uint32Array(2)).join('');
  const draft = `${file}.${mark}.tmp`;
  try {
    await writeNewFile(draft, content);
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(resolve(file)));
}
