/** Collects bytes into pieces of one size. */
export class PieceBuffer {
  readonly #size: number;
  readonly #put: (bytes: Uint8Array) => Promise<void>;
  #piece: Uint8Array;
  #used = 0;

  constructor(size: number, put: (bytes: Uint8Array) => Promise<void>) {
    this.#size = size;
    this.#put = put;
    this.#piece = new Uint8Array(size);
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const part = bytes.subarray(done, done + this.#size - this.#used);
      this.#piece.set(part, this.#used);
      this.#used += part.length;
      done += part.length;
      if (this.#used === this.#size) await this.flush();
    }
  }

  /** Writes the collected bytes, if there are any. */
  async flush(): Promise<void> {
    if (this.#used === 0) return;
    const piece = this.#piece.subarray(0, this.#used);
    // The old buffer may still be in use.
    this.#piece = new Uint8Array(this.#size);
    this.#used = 0;
    await this.#put(piece);
  }
}
