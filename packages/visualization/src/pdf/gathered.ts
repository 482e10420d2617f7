import { joinBytes } from '@ksef/core/internal';

const wholeBytes = 16_384;

/** PDFKit writes pieces of a few bytes. They are combined, so that no queue of them grows long. */
export class Gathered {
  #pieces: Uint8Array[] = [];
  #length = 0;

  constructor(readonly sink: (chunk: Uint8Array) => void) {}

  add(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
    if (this.#length >= wholeBytes) this.flush();
  }

  /** Passes on the rest. */
  flush(): void {
    if (this.#length > 0) this.sink(joinBytes(this.#pieces));
    this.#pieces = [];
    this.#length = 0;
  }
}
