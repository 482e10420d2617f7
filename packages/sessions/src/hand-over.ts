/** Values that are handed from one task to another, one at a time: who gives waits until it is taken. */
export class HandOver<T> implements AsyncIterable<T> {
  #given: { readonly value: T; taken(): void } | undefined;
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
        } else if (this.#ended) return;
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
