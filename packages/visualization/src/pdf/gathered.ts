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
    if (this.#length > 0) this.sink(concat(this.#pieces));
    this.#pieces = [];
    this.#length = 0;
  }
}

/** Pieces as one. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const piece of pieces) {
    whole.set(piece, end);
    end += piece.length;
  }
  return whole;
}
