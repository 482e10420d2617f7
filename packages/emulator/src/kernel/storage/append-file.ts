import { closeSync, constants, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

/** A file that is only appended to; of what does not fit on the disk nothing is left in it. */
export class AppendFile {
  readonly #path: string;
  #open: { readonly fd: number; end: number } | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws Error of the system, such as `ENOSPC`; then the file is as it was before */
  append(text: string): void {
    this.#open ??= openToAppend(this.#path);
    const { fd, end } = this.#open;
    const bytes = Buffer.from(text);
    try {
      writeAll(fd, bytes, end);
    } catch (error) {
      // Half a line would spoil the whole one that follows it.
      ftruncateSync(fd, end);
      throw error;
    }
    this.#open.end += bytes.length;
  }

  /** Closes the file; the next line opens it again. */
  close(): void {
    if (this.#open !== undefined) closeSync(this.#open.fd);
    this.#open = undefined;
  }
}

/** Writes all the bytes: on a disk that is nearly full, the system writes what fits and calls that a success. */
export function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length; )
    written += writeSync(fd, bytes, written, bytes.length - written, position + written);
}

function openToAppend(path: string) {
  // Linux would heed no position in a file opened to append.
  const fd = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o600);
  return { fd, end: fstatSync(fd).size };
}
