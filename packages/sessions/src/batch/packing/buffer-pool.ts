import type { Movable } from './work-threads.js';

const smallest = 64 * 1024;

/** Reusable buffers. New ones for every group would be collected late, and memory would grow. */
export class BufferPool {
  readonly #free: Movable[] = [];

  /** A buffer of at least this many bytes. Its previous contents are no longer used. */
  take(bytes: number): Movable {
    const index = this.#free.findIndex(({ length }) => length >= bytes);
    const [found] = index < 0 ? [] : this.#free.splice(index, 1);
    // A buffer that is too small is replaced by a larger one: the largest files decide the size, and the number of
    // buffers stays the same.
    if (found === undefined) this.#free.shift();
    return found ?? new Uint8Array(Math.max(bytes, smallest));
  }

  /** Returns a buffer, given any view of it. */
  give({ buffer }: Movable): void {
    // Detached: a thread died while it held the buffer.
    if (buffer.byteLength === 0) return;
    this.#free.push(new Uint8Array(buffer));
    this.#free.sort((one, other) => one.length - other.length);
  }
}
