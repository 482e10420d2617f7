/** Wakes everyone who waits for a change. Each waiter checks whether it is the change it waits for. */
export class ChangeNotifier {
  #wake: () => void = () => {};
  #next = this.#promise();

  /** Resolves at the next change. */
  next(): Promise<void> {
    return this.#next;
  }

  notify(): void {
    const wake = this.#wake;
    this.#next = this.#promise();
    wake();
  }

  #promise(): Promise<void> {
    return new Promise((wake) => {
      this.#wake = wake;
    });
  }
}
