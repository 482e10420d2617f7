import type { Movable } from './work-threads.js';

const smallest = 64 * 1024;

/** Buffers that are used again and again: new ones for every group would be collected late, and memory grow with them. */
export class BufferPool {
  readonly #free: Movable[] = [];

  /** A buffer of at least so many bytes; what is in it is nobody's. */
  take(bytes: number): Movable {
    const index = this.#free.findIndex(({ length }) => length >= bytes);
    const [found] = index < 0 ? [] : this.#free.splice(index, 1);
    // One that is too small gives way to one that is not: the largest files decide, and the number stays.
    if (found === undefined) this.#free.shift();
    return found ?? new Uint8Array(Math.max(bytes, smallest));
  }

  /** Gives one back, in whatever part it comes. */
  give({ buffer }: Movable): void {
    // Detached: a thread has died with it.
    if (buffer.byteLength === 0) return;
    this.#free.push(new Uint8Array(buffer));
    this.#free.sort((one, other) => one.length - other.length);
  }
}
