import type { Clock } from '@ksef/core';
import type { AdmissionRequest } from '../rate-limiter.js';
import type { LimiterEvent } from './limiter-event.js';
import { waitTooLong } from './wait-too-long.js';
import { type Waiter, Waiters } from './waiters.js';

/** What the requests of a line wait for. */
export interface AdmissionLineOptions {
  /**
   * Admits one request: 0 or less if it may go and was counted, otherwise the milliseconds after which to ask again.
   * Called for the first request in line.
   */
  pass(request: AdmissionRequest): number | Promise<number>;
  /** The maximum number of waiting requests. */
  readonly maxQueued: number;
  readonly clock: Clock;
  /** The clock by which waits are reported. */
  now(): number;
  emit(event: LimiterEvent): void;
  /** Called when the last one has left without being admitted. */
  onAbandoned?(): void;
}

// Limits change and clocks jump, so no sleep is longer.
const longestSleepMs = 60_000;

/** Requests of one group that wait to be admitted, one after another. */
export class AdmissionLine {
  readonly #options: AdmissionLineOptions;
  readonly #waiters: Waiters;
  #moving = false;
  #sleep: AbortController | undefined;

  constructor(options: AdmissionLineOptions) {
    this.#options = options;
    this.#waiters = new Waiters(options.maxQueued);
  }

  get size(): number {
    return this.#waiters.size;
  }

  /** Waits in line. @throws LimiterQueueError `RATE_LIMIT_QUEUE_FULL` */
  join(request: AdmissionRequest, signal: AbortSignal | undefined): Promise<void> {
    const ahead = this.size;
    const turn = this.#waiters.join(request, this.#options.now(), signal, () => {
      if (this.size > 0) return;
      this.wake();
      this.#options.onAbandoned?.();
    });
    if (ahead > 0 && this.size > ahead) this.#tellOfWait(request, ahead);
    if (!this.#moving) this.#move().catch(() => {});
    return turn;
  }

  /** Asks again now, because limits have changed. */
  wake(): void {
    this.#sleep?.abort();
  }

  async #move(): Promise<void> {
    this.#moving = true;
    try {
      for (let head = this.#waiters.head(); head !== undefined; head = this.#waiters.head()) {
        const answer = this.#options.pass(head.request);
        const waitMs = typeof answer === 'number' ? answer : await answer;
        if (!Number.isFinite(waitMs) && waitMs !== Number.NEGATIVE_INFINITY) {
          // A limit of 0: nothing in this line will ever be admitted.
          this.#waiters.failAll(waitTooLong(head.request, waitMs, 0, this.size));
          continue;
        }
        if (waitMs > 0) {
          if (!head.told) this.#tellOfWait(head.request, 0);
          head.told = true;
          await this.#pause(waitMs);
          continue;
        }
        const passed = this.#waiters.admit();
        if (passed?.told) this.#tellOfPassing(passed);
      }
    } catch (error) {
      this.#waiters.failAll(error);
    } finally {
      this.#moving = false;
    }
  }

  async #pause(waitMs: number): Promise<void> {
    const sleep = new AbortController();
    this.#sleep = sleep;
    try {
      await this.#options.clock.sleep(Math.min(Math.ceil(waitMs), longestSleepMs), sleep.signal);
    } catch (error) {
      if (!sleep.signal.aborted) throw error;
    } finally {
      this.#sleep = undefined;
    }
  }

  #tellOfWait({ operation, group, context }: AdmissionRequest, ahead: number): void {
    this.#options.emit({ type: 'limit-wait', operation, group, context, ahead });
  }

  #tellOfPassing({ request, since }: Waiter): void {
    const { operation, group, context } = request;
    const waitedMs = this.#options.now() - since;
    this.#options.emit({ type: 'limit-passed', operation, group, context, waitedMs });
  }
}
