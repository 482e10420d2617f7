import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { RandomAccessReader } from 'yauzl';

const windowBytes = 256 * 1024;

interface Window {
  readonly start: number;
  readonly bytes: Buffer;
}

/** Reads an archive by windows: each of its many small reads would be a trip to the thread pool of its own. */
export class WindowedFile extends RandomAccessReader {
  readonly #file: FileHandle;
  readonly #path: string;
  /** Two, the one used last first: archives have their files at one place and the list of them at another. */
  #windows: readonly Window[] = [];

  constructor(file: FileHandle, path: string) {
    super();
    this.#file = file;
    this.#path = path;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const give = ({ start, bytes }: Window) =>
      callback(null, bytes.copy(buffer, offset, position - start, position - start + length));
    const known = this.#windows.find(
      ({ start, bytes }) => position >= start && position + length <= start + bytes.length,
    );
    if (known === undefined) {
      this.#load(position, Math.max(length, windowBytes)).then(give, callback);
      return;
    }
    if (known !== this.#windows[0]) this.#windows = [...this.#windows].reverse();
    give(known);
  }

  /** So many bytes from a position on, which the file must have. */
  bytesAt(position: number, length: number): Promise<Buffer> {
    const bytes = Buffer.allocUnsafe(length);
    return new Promise((resolve, reject) => {
      this.read(bytes, 0, length, position, (error) => (error === null ? resolve(bytes) : reject(error)));
    });
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream(this.#path, { start, end: end - 1 });
  }

  async #load(start: number, length: number): Promise<Window> {
    const { buffer, bytesRead } = await this.#file.read(Buffer.allocUnsafe(length), 0, length, start);
    const window = { start, bytes: buffer.subarray(0, bytesRead) };
    this.#windows = [window, ...this.#windows.slice(0, 1)];
    return window;
  }
}
