import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { KsefError } from '@ksef/core';
import { required, someText } from '@ksef/core/internal';
import { inFolder, makeFolder, toDisk } from '@ksef/core/internal/node';
import { checkPartName } from './check-part-name.js';
import type { PartStore } from './part-store.js';

const readBytes = 256 * 1024;
const use = { input: 'folder', use: 'parts' };

/**
 * Parts as files of mode 0600 in a folder of mode 0700. They hold ciphertext only.
 *
 * Its functions throw InvalidInputError `INVALID_PART_NAME`, KsefError `PART_MISSING`, and errors of the file system.
 *
 * @param folder created if missing; for runs with a journal, a folder that outlives the process
 * @throws InvalidInputError `INVALID_OPTION`; `INVALID_FOLDER` from its functions
 * @example
 * ```ts
 * import { filePartStore } from '@ksef/sessions/batch';
 *
 * const partStore = filePartStore('./ksef-parts');
 * ```
 */
export function filePartStore(folder: string): PartStore {
  required(someText)(folder, 'folder');
  const pathOf = (name: string) => {
    checkPartName(name);
    return join(folder, name);
  };
  return {
    async create(name, options) {
      options?.signal?.throwIfAborted();
      const path = pathOf(name);
      await makeFolder(folder, use);
      const file = await inFolder(folder, use, async () => {
        // Removed first: an existing file would keep its own mode.
        await rm(path, { force: true });
        return open(path, 'wx', 0o600);
      });
      return {
        async write(bytes) {
          for (let done = 0; done < bytes.length; )
            done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
        },
        async close() {
          try {
            await toDisk(file, 'datasync');
          } finally {
            await file.close();
          }
        },
      };
    },
    async read(name, options) {
      options?.signal?.throwIfAborted();
      const file = await open(pathOf(name), 'r').catch((cause: unknown) => {
        throw new KsefError(`Part ${name} cannot be read from ${folder}.`, { code: 'PART_MISSING', cause });
      });
      return new ReadableStream(
        {
          async pull(controller) {
            try {
              const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(readBytes), 0, readBytes);
              if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
              await file.close();
              controller.close();
            } catch (error) {
              await file.close();
              throw error;
            }
          },
          cancel: () => file.close(),
        },
        { highWaterMark: 0 },
      );
    },
    async list(prefix, options) {
      options?.signal?.throwIfAborted();
      const names = await inFolder(folder, use, () =>
        readdir(folder).catch((error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT') return [];
          throw error;
        }),
      );
      return names.filter((name) => name.startsWith(prefix));
    },
    async remove(name, options) {
      options?.signal?.throwIfAborted();
      await inFolder(folder, use, () => rm(pathOf(name), { force: true }));
    },
  };
}
