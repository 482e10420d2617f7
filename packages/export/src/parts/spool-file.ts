import { type FileHandle, open, unlink } from 'node:fs/promises';
import { KsefError } from '@ksef/core';
import { messageOf } from '@ksef/core/internal';

/** A file that disappears with the process: removed right after it is created, where the system allows that. */
export class SpoolFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  readonly #removed: boolean;
  readonly #uses = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  private constructor(path: string, handle: FileHandle, removed: boolean) {
    this.#path = path;
    this.#handle = handle;
    this.#removed = removed;
  }

  static async create(path: string): Promise<SpoolFile> {
    const handle = await open(path, 'wx+', 0o600).catch((cause: unknown) => {
      throw spoolFailed(cause);
    });
    const removed = await unlink(path).then(
      () => true,
      () => false,
    );
    return new SpoolFile(path, handle, removed);
  }

  async write(bytes: Uint8Array, position: number): Promise<void> {
    try {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await this.#handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    } catch (cause) {
      throw spoolFailed(cause);
    }
  }

  /**
   * Lends the descriptor: the file stays open until the work is done, so that its number is not reused for another
   * file.
   */
  async lend<T>(work: (fd: number) => Promise<T>): Promise<T> {
    const use = work(this.#handle.fd);
    this.#uses.add(use);
    try {
      return await use;
    } finally {
      this.#uses.delete(use);
    }
  }

  /** Fills the bytes from `position`, as far as the file goes. */
  async read(position: number, bytes: Buffer): Promise<Buffer> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await this.#handle
        .read(bytes, done, bytes.length - done, position + done)
        .catch((cause: unknown) => {
          throw spoolFailed(cause);
        });
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return bytes.subarray(0, done);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#uses);
    await this.#handle.close();
    if (!this.#removed) await unlink(this.#path).catch(() => undefined);
  }
}

/** The error of the file system: disk full, for instance. */
export function spoolFailed(cause: unknown): KsefError {
  const why = messageOf(cause);
  return new KsefError(
    `Could not store the encrypted parts of the package on disk (${why}). Free space, or set another spoolFolder.`,
    { code: 'SPOOL_FAILED', cause },
  );
}

/** Someone wrote to a file that was already verified. */
export function cutShort(): KsefError {
  return spoolFailed(new Error('a verified part has become shorter'));
}
