/** Wakes all who wait for something to change; each looks for itself whether it is what it waits for. */
export class Change {
  #wake: () => void = () => {};
  #next = this.#awaited();

  next(): Promise<void> {
    return this.#next;
  }

  tell(): void {
    const wake = this.#wake;
    this.#next = this.#awaited();
    wake();
  }

  #awaited(): Promise<void> {
    return new Promise((wake) => {
      this.#wake = wake;
    });
  }
}
