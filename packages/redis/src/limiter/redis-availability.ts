import type { LimiterEvent } from '@ksef/api/limiter';
import { type Clock, KsefError } from '@ksef/core';

/** How long Redis is left alone after it was out of reach, in milliseconds. */
export const retryMs = 2_000;

/** Whether Redis can be reached: told once when that changes. */
export class Reach {
  readonly #clock: Clock;
  readonly #emit: (event: LimiterEvent) => void;
  #failure: unknown;
  #retryAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, emit: (event: LimiterEvent) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  /** Why it is out of reach, while it is. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Not to be asked for now. */
  get isAway(): boolean {
    return this.#clock.now() < this.#retryAt;
  }

  lost(error: unknown): void {
    this.#retryAt = this.#clock.now() + retryMs;
    if (this.#failure === undefined) {
      this.#emit({
        type: 'limiter-unavailable',
        errorName: error instanceof KsefError ? error.code : String((error as Error)?.name),
      });
    }
    this.#failure = error ?? 'unknown';
  }

  found(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.#emit({ type: 'limiter-available' });
  }
}
