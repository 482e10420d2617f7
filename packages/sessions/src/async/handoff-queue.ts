/** Values that are handed from one task to another, one at a time: who gives waits until it is taken. */
export class HandoffQueue<T> implements AsyncIterable<T> {
  #given: { readonly value: T; taken(): void } | undefined;
  #slipped: { readonly value: T } | undefined;
  #ended = false;
  #wake: () => void = () => {};

  /** False when nobody takes any more. */
  async give(value: T): Promise<boolean> {
    if (this.#ended) return false;
    await new Promise<void>((taken) => {
      this.#given = { value, taken };
      this.#wake();
    });
    return true;
  }

  /** Gives a value between two others, once, without waiting for its being taken. */
  slip(value: T): void {
    this.#slipped = { value };
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#given?.taken();
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    try {
      for (;;) {
        const given = this.#given;
        if (given !== undefined) {
          this.#given = undefined;
          given.taken();
          yield given.value;
          continue;
        }
        if (this.#ended) return;
        const slipped = this.#slipped;
        this.#slipped = undefined;
        if (slipped !== undefined) yield slipped.value;
        else
          await new Promise<void>((wake) => {
            this.#wake = wake;
          });
      }
    } finally {
      this.end();
    }
  }
}
