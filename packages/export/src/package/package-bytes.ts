import type { PackageParts } from './package-parts.js';

// Invoices need not stand in the order of the metadata: small stretches, and some of them, so that going back and
// forth does not decrypt the same bytes again and again.
const windowBytes = 65_536;
const windowCount = 16;

interface Window {
  readonly start: number;
  readonly bytes: Buffer;
}

/** The archive as one stretch of bytes: readable anywhere, waiting for the parts that it takes. */
export class PackageBytes {
  readonly #parts: PackageParts;
  readonly #ends: readonly number[];
  readonly sizeBytes: number;
  /** The latest used are last. */
  readonly #windows = new Map<number, Promise<Window>>();

  constructor(parts: PackageParts) {
    this.#parts = parts;
    let sum = 0;
    this.#ends = parts.sizes.map((size) => (sum += size));
    this.sizeBytes = sum;
  }

  /** Exactly `length` bytes, or fewer at the end. */
  async read(position: number, length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    const end = Math.min(position + length, this.sizeBytes);
    for (let at = position; at < end; ) {
      const window = await this.#windowAt(at);
      const piece = window.bytes.subarray(at - window.start, end - window.start);
      if (piece.length === 0) break;
      pieces.push(piece);
      at += piece.length;
    }
    return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
  }

  /** A stretch in pieces. */
  async *stream(start = 0, end = this.sizeBytes): AsyncGenerator<Buffer, void> {
    for (let at = start; at < end; ) {
      const window = await this.#windowAt(at);
      const piece = window.bytes.subarray(at - window.start, end - window.start);
      at += piece.length;
      yield piece;
    }
  }

  #windowAt(position: number): Promise<Window> {
    const index = this.#ends.findIndex((end) => position < end);
    const partStart = this.#ends[index - 1] ?? 0;
    const start = position - ((position - partStart) % windowBytes);
    const window = this.#windows.get(start) ?? this.#open(index, partStart, start);
    this.#windows.delete(start);
    this.#windows.set(start, window);
    for (const oldest of this.#windows.keys()) {
      if (this.#windows.size <= windowCount) break;
      this.#windows.delete(oldest);
    }
    return window;
  }

  async #open(index: number, partStart: number, start: number): Promise<Window> {
    try {
      const part = await this.#parts.part(index);
      return { start, bytes: await part.read(start - partStart, windowBytes) };
    } catch (error) {
      this.#windows.delete(start);
      throw error;
    }
  }
}
