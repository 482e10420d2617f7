import type { PackageParts } from './package-parts.js';
import type { SpooledPart } from './spooled-part.js';

const windowBytes = 262_144;

/** The archive as one stretch of bytes: readable anywhere, waiting for the parts that it takes. */
export class PackageBytes {
  readonly #parts: PackageParts;
  readonly #ends: readonly number[];
  readonly sizeBytes: number;
  #window: { readonly start: number; readonly bytes: Buffer } | undefined;

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

  /** Small reads that follow one another are served from one decrypted stretch. */
  async #windowAt(position: number): Promise<{ readonly start: number; readonly bytes: Buffer }> {
    const known = this.#window;
    if (known && position >= known.start && position < known.start + known.bytes.length) return known;
    const index = this.#ends.findIndex((end) => position < end);
    const part: SpooledPart = await this.#parts.part(index);
    const partStart = (this.#ends[index] ?? 0) - part.sizeBytes;
    const within = position - partStart;
    const aligned = within - (within % windowBytes);
    const window = { start: partStart + aligned, bytes: await part.read(aligned, windowBytes) };
    this.#window = window;
    return window;
  }
}
