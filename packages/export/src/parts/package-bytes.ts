import type { PackageParts } from './package-parts.js';
import { cutShort } from './spool-file.js';

// Invoices need not stand in the order of the metadata: small stretches, and some of them, so that going back and
// forth does not decrypt the same bytes again and again.
const windowBytes = 65_536;
const windowCount = 16;

/** A decrypted stretch. Its memory is reused when it is dropped. */
interface Window {
  readonly start: number;
  readonly bytes: Buffer;
  readonly length: number;
}

/** The archive as one stretch of bytes: readable anywhere, waiting for the parts that it takes. */
export class PackageBytes {
  readonly #parts: PackageParts;
  readonly #ends: readonly number[];
  readonly sizeBytes: number;
  /** By their starts, the latest used last. */
  readonly #windows = new Map<number, Promise<Window>>();

  constructor(parts: PackageParts) {
    this.#parts = parts;
    let sum = 0;
    this.#ends = parts.sizes.map((size) => (sum += size));
    this.sizeBytes = sum;
  }

  /** Exactly `length` bytes, or fewer at the end. */
  async read(position: number, length: number): Promise<Buffer> {
    const size = Math.max(0, Math.min(length, this.sizeBytes - position));
    const bytes = Buffer.allocUnsafe(size);
    let done = 0;
    while (done < size) done += copyFrom(await this.#windowAt(position + done), position + done, bytes, done);
    return bytes;
  }

  /** A stretch in pieces. */
  async *stream(start = 0, end = this.sizeBytes): AsyncGenerator<Buffer, void> {
    for (let at = start; at < end; ) {
      const size = Math.min(end - at, windowBytes);
      const piece = Buffer.allocUnsafeSlow(size);
      const copied = copyFrom(await this.#windowAt(at), at, piece, 0);
      at += copied;
      yield piece.subarray(0, copied);
    }
  }

  #windowAt(position: number): Promise<Window> {
    const index = this.#ends.findIndex((end) => position < end);
    const partStart = this.#ends[index - 1] ?? 0;
    const start = position - ((position - partStart) % windowBytes);
    const window = this.#windows.get(start) ?? this.#open(index, partStart, start);
    this.#windows.delete(start);
    this.#windows.set(start, window);
    return window;
  }

  async #open(index: number, partStart: number, start: number): Promise<Window> {
    try {
      const part = await this.#parts.part(index);
      const bytes = await this.#room();
      return { start, bytes, length: await part.read(start - partStart, bytes) };
    } catch (error) {
      this.#windows.delete(start);
      throw error;
    }
  }

  /** Memory for a window: the longest unused one's, when there are enough. */
  async #room(): Promise<Buffer> {
    const [oldest] = this.#windows.entries();
    if (oldest === undefined || this.#windows.size <= windowCount) return Buffer.allocUnsafeSlow(windowBytes);
    this.#windows.delete(oldest[0]);
    // Its waiters have copied from it before anything else is read into it.
    return (await oldest[1]).bytes;
  }
}

function copyFrom({ start, bytes, length }: Window, position: number, target: Buffer, at: number): number {
  const copied = bytes.copy(target, at, position - start, length);
  // Otherwise a reader would wait forever for what a truncated spool no longer has.
  if (copied === 0) throw cutShort();
  return copied;
}
