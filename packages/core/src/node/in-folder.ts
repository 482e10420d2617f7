import { invalidFolder } from '../errors/invalid-folder.js';
import type { FolderUse } from './make-folder.js';

// Errors that the folder or its files cause. A full or broken disk (ENOSPC, EIO) is not one of them.
const ofFolder: ReadonlySet<unknown> = new Set([
  'EACCES',
  'EEXIST',
  'EISDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ENOENT',
  'ENOTDIR',
  'EPERM',
  'EROFS',
  'ERR_FS_EISDIR',
  'ERR_INVALID_ARG_TYPE',
  'ERR_INVALID_ARG_VALUE',
]);

/**
 * Works with files of a folder. Errors of the folder, e.g. because it is read-only, is not a folder or was deleted,
 * become `INVALID_FOLDER`. Other errors pass.
 *
 * @throws InvalidInputError `INVALID_FOLDER`; errors of `work`
 * @example
 * ```ts
 * import { readdir } from 'node:fs/promises';
 * import { inFolder } from '@ksef/core/internal/node';
 *
 * const names = await inFolder('journal', { input: 'folder', use: 'journals' }, () => readdir('journal'));
 * ```
 */
export async function inFolder<T>(folder: string, use: FolderUse, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ofFolder.has((error as NodeJS.ErrnoException | undefined)?.code)) throw error;
    throw invalidFolder(use.input, folder, use.use, error);
  }
}
