/** Limits concurrency, first come first served. */
export class Semaphore {
  #free: number;
  readonly #queue: (() => void)[] = [];

  constructor(permits: number) {
    this.#free = permits;
  }

  async acquire(): Promise<void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  release(): void {
    const next = this.#queue.shift();
    if (next === undefined) this.#free++;
    else next();
  }
}

/** A permit of a semaphore. It can be released only while it is held. */
export function heldPermit(semaphore: Semaphore) {
  let held = true;
  return {
    async acquire() {
      await semaphore.acquire();
      held = true;
    },
    release() {
      if (!held) return;
      held = false;
      semaphore.release();
    },
  };
}
