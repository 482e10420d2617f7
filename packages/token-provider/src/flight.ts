import { onAbort, untilAborted } from '@ksef/core/internal';

/** One running refresh, and its waiters. Ends when the last waiter leaves. */
export class Flight {
  readonly forced: boolean;
  readonly promise: Promise<string>;
  readonly #controller = new AbortController();
  #waiters = 0;

  constructor(forced: boolean, run: (flight: Flight, signal: AbortSignal) => Promise<string>) {
    this.forced = forced;
    // Started in a microtask: the owner keeps the flight before it runs.
    this.promise = Promise.resolve().then(() => run(this, this.#controller.signal));
    // Every waiter sees the failure through its own promise.
    this.promise.catch(() => {});
  }

  /** The outcome, for one more waiter that may leave by its own signal. */
  join(signal: AbortSignal | undefined, onAbandoned: () => void): Promise<string> {
    this.#waiters++;
    if (signal === undefined) return this.promise;
    const off = onAbort(signal, () => {
      if (--this.#waiters > 0) return;
      onAbandoned();
      this.#controller.abort(signal.reason);
    });
    return untilAborted(this.promise, signal).finally(off);
  }
}
