import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { invalidFolder } from '../errors/invalid-folder.js';

/** The purpose of a folder, for its error. */
export interface FolderUse {
  /** The option that contains the path. */
  readonly input: string;
  /** In words that follow "the folder of". */
  readonly use: string;
}

/**
 * Creates a folder and missing parent folders. New ones are accessible only to their owner (mode 0700).
 *
 * @throws InvalidInputError `INVALID_FOLDER`
 * @example
 * ```ts
 * import { makeFolder } from '@ksef/core/internal/node';
 *
 * await makeFolder('./journal', { input: 'folder', use: 'journals' });
 * ```
 */
export async function makeFolder(folder: string, { input, use }: FolderUse): Promise<void> {
  try {
    if (folder === '') throw new Error('it has no name');
    await makeMissing(resolve(folder));
  } catch (cause) {
    throw invalidFolder(input, folder, use, cause);
  }
}

/** Step by step: Node's own `recursive` never returns where a file system cannot create folders, e.g. below `/proc`. */
async function makeMissing(path: string): Promise<void> {
  if (await isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) await makeMissing(parent);
  await mkdir(path, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
    // Another process may have created it meanwhile.
    if (error.code !== 'EEXIST' || !(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
