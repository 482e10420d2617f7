import type { Clock } from '@ksef/core';

/** What the loop asks the outbox for. */
export interface LoopWork {
  readonly clock: Clock;
  /** How many invoices have something to do. */
  openCount(): number;
  /** Sends what waits; why it could not, when it could not. */
  pass(signal: AbortSignal): Promise<{ readonly reason: string } | undefined>;
  /** Looks at deadlines. */
  look(): void;
  onWait(waitMs: number, reason: string): void;
  warn(message: string): void;
}

const firstPauseMs = 5_000;
const longestPauseMs = 5 * 60_000;
/** The clock may have leapt, and a deadline come near: nothing sleeps longer than this. */
const longestSleepMs = 60_000;

/** Sends what waits and what comes, with growing pauses while KSeF is away, until it is stopped. */
export class DeliveryLoop {
  readonly #work: LoopWork;
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;
  #wake: () => void = () => {};

  constructor(work: LoopWork) {
    this.#work = work;
    this.#done = this.#run().catch((error: unknown) => {
      if (!this.#stop.signal.aborted) work.warn(`The outbox stopped sending: ${String(error)}`);
    });
  }

  /** There is something new. */
  wake(): void {
    this.#wake();
  }

  /** Ends what is under way, and resolves when it has ended. */
  stop(): Promise<void> {
    this.#stop.abort(new Error('The outbox was stopped.'));
    return this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    for (let pauseMs = 0; ; ) {
      this.#work.look();
      const away = await this.#pass();
      if (away === undefined) {
        pauseMs = 0;
        await this.#rest(longestSleepMs, true);
        continue;
      }
      pauseMs = Math.min(Math.max(pauseMs * 1.5, firstPauseMs), longestPauseMs);
      this.#work.onWait(pauseMs, away.reason);
      // What is slept is counted, not the time between: a clock that is set back makes no pause longer.
      for (let leftMs = pauseMs; leftMs > 0; leftMs -= longestSleepMs) {
        await this.#rest(Math.min(leftMs, longestSleepMs), false);
        this.#work.look();
        signal.throwIfAborted();
      }
    }
  }

  async #pass(): Promise<{ readonly reason: string } | undefined> {
    const { signal } = this.#stop;
    signal.throwIfAborted();
    try {
      return await this.#work.pass(signal);
    } catch (error) {
      signal.throwIfAborted();
      return { reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Sleeps; a new invoice ends it, unless KSeF is away. */
  async #rest(ms: number, canWake: boolean): Promise<void> {
    const { signal } = this.#stop;
    signal.throwIfAborted();
    if (canWake && this.#work.openCount() > 0) return;
    const woken = new AbortController();
    if (canWake) this.#wake = () => woken.abort();
    await this.#work.clock.sleep(ms, AbortSignal.any([signal, woken.signal])).catch(() => {});
    this.#wake = () => {};
    signal.throwIfAborted();
  }
}
