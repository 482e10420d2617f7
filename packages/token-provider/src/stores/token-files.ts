import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { invalidFolder, storageName } from '@ksef/core/internal';
import { makeFolder, replaceFile, sweepDrafts } from '@ksef/core/internal/node';
import type { AsyncOptions } from '../authenticator.js';
import type { StoredTokens } from '../tokens.js';
import { parseEntry, serializeEntry } from './stored-entry.js';

const use = { input: 'folder', use: 'tokens' };

/** @throws InvalidInputError `INVALID_FOLDER` @throws KsefError `INVALID_TOKEN_INFO` */
export async function loadTokens(
  folder: string,
  key: string,
  options: AsyncOptions = {},
): Promise<StoredTokens | undefined> {
  const { signal } = options;
  signal?.throwIfAborted();
  const file = await fileOf(folder, key);
  const json = await readFile(file, { encoding: 'utf8', ...(signal && { signal }) }).catch(
    (error: unknown) => {
      signal?.throwIfAborted();
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw invalidFolder(use.input, folder, use.use, error);
    },
  );
  return json === undefined ? undefined : parseEntry(json, key);
}

/** @throws InvalidInputError `INVALID_FOLDER` */
export async function saveTokens(
  folder: string,
  key: string,
  tokens: StoredTokens,
  { signal }: AsyncOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  const file = await fileOf(folder, key);
  const json = serializeEntry(key, tokens);
  await makeFolder(folder, use);
  signal?.throwIfAborted();
  await replaceFile(file, json).catch((error: unknown) => {
    throw invalidFolder(use.input, folder, use.use, error);
  });
}

export { sweepDrafts as sweep };

/** @throws InvalidInputError `INVALID_FOLDER` */
export async function removeTokens(
  folder: string,
  key: string,
  { signal }: AsyncOptions = {},
): Promise<void> {
  signal?.throwIfAborted();
  await rm(await fileOf(folder, key), { force: true }).catch((error: unknown) => {
    throw invalidFolder(use.input, folder, use.use, error);
  });
}

async function fileOf(folder: string, key: string): Promise<string> {
  return join(folder, `${await storageName(key)}.json`);
}
