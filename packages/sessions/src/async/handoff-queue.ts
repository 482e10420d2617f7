/** Passes values from one task to another, one at a time: `push` waits until the value is taken. */
export class HandoffQueue<T> implements AsyncIterable<T> {
  #pushed: { readonly value: T; taken(): void } | undefined;
  #inserted: { readonly value: T } | undefined;
  #ended = false;
  #wake: () => void = () => {};

  /** False when no more values are taken. */
  async push(value: T): Promise<boolean> {
    if (this.#ended) return false;
    await new Promise<void>((taken) => {
      this.#pushed = { value, taken };
      this.#wake();
    });
    return true;
  }

  /** Inserts one value between two pushed ones, without waiting until it is taken. */
  insert(value: T): void {
    this.#inserted = { value };
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#pushed?.taken();
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    try {
      for (;;) {
        const pushed = this.#pushed;
        if (pushed !== undefined) {
          this.#pushed = undefined;
          pushed.taken();
          yield pushed.value;
          continue;
        }
        if (this.#ended) return;
        const inserted = this.#inserted;
        this.#inserted = undefined;
        if (inserted !== undefined) yield inserted.value;
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
