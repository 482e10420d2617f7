import type { Clock } from '@ksef/core';
import { messageOf } from '@ksef/core/internal';

/** What the loop needs from the outbox. */
export interface LoopWork {
  readonly clock: Clock;
  /** The number of invoices with pending work. */
  openCount(): number;
  /** Sends the waiting invoices. Returns the reason if it could not. */
  pass(signal: AbortSignal): Promise<{ readonly reason: string } | undefined>;
  /** Checks deadlines. */
  look(): void;
  onWait(waitMs: number, reason: string): void;
  warn(message: string): void;
}

const firstPauseMs = 5_000;
const longestPauseMs = 5 * 60_000;
/** The clock may have jumped, and a deadline may be near: no sleep is longer than this. */
const longestSleepMs = 60_000;

/** Sends waiting and new invoices, with growing pauses while KSeF is unavailable, until it is stopped. */
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

  /** There is a new invoice. */
  wake(): void {
    this.#wake();
  }

  /** Aborts the work in progress, and resolves when it has ended. */
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
      // Counts the time slept, not the clock time: setting the clock back makes no pause longer.
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
      return { reason: messageOf(error) };
    }
  }

  /** Sleeps. A new invoice ends the sleep, unless KSeF is unavailable. */
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
