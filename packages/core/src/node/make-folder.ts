import { mkdir } from 'node:fs/promises';
import { invalidFolder } from '../errors/invalid-folder.js';

/** What a folder is for, used in the error message. */
export interface FolderUse {
  /** The option that names it. */
  readonly input: string;
  /** In words that follow "the folder of". */
  readonly use: string;
}

/**
 * Creates a folder and its missing parents; new ones are accessible to their owner only (mode 0700).
 *
 * @throws InvalidInputError `INVALID_FOLDER`
 * @example
 * ```ts
 * import { makeFolder } from '@ksef/core/node';
 *
 * await makeFolder('./journal', { input: 'folder', use: 'journals' });
 * ```
 */
export async function makeFolder(folder: string, { input, use }: FolderUse): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw invalidFolder(input, folder, use, cause);
  });
}
