import type { BufferPool } from './buffer-pool.js';
import type { Movable } from './work-threads.js';

// Large enough that passing a group to a thread costs little, small enough that a few groups do not fill the memory.
const mostFiles = 128;
const usualBytes = 512 * 1024;

/** Files that are passed to a thread together, copied one after the other into one buffer. */
export class FileGroup {
  readonly lengths: number[] = [];
  readonly #pool: BufferPool;
  #buffer: Movable | undefined;
  #end = 0;

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  /** Whether a file of this length fits. A single file always fits. */
  hasRoomFor(length: number): boolean {
    return this.lengths.length === 0 || (this.lengths.length < mostFiles && this.#end + length <= usualBytes);
  }

  add(content: Uint8Array): void {
    this.#buffer ??= this.#pool.take(Math.max(usualBytes, content.length));
    this.#buffer.set(content, this.#end);
    this.#end += content.length;
    this.lengths.push(content.length);
  }

  /** All files, one after the other. */
  get contents(): Movable {
    return (this.#buffer ?? new Uint8Array(0)).subarray(0, this.#end);
  }
}

/** The files of a group, by their lengths. */
export function filesIn(contents: Movable, lengths: readonly number[]): Movable[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return contents.subarray(end - length, end);
  });
}
