import type { Clock } from '@ksef/core';
import { errorLabel } from '@ksef/core/internal';
import type { LimiterEvent } from '../limiter-event.js';

/** How long the server is not used after it was unavailable, in milliseconds. */
export const retryMs = 2_000;

/** Whether the server of a shared limiter can be reached. An event reports changes. */
export class LimiterAvailability {
  readonly #clock: Clock;
  readonly #emit: (event: LimiterEvent) => void;
  #failure: unknown;
  #retryAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, emit: (event: LimiterEvent) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  /** Why it cannot be reached, while that lasts. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Whether it failed a moment ago: it is not used until the next attempt is due. */
  get isDown(): boolean {
    return this.#clock.now() < this.#retryAt;
  }

  failed(error: unknown): void {
    this.#retryAt = this.#clock.now() + retryMs;
    if (this.#failure === undefined) {
      this.#emit({
        type: 'limiter-unavailable',
        errorName: errorLabel(error),
      });
    }
    this.#failure = error ?? 'unknown';
  }

  answered(): void {
    if (this.#failure === undefined) return;
    this.#failure = undefined;
    this.#emit({ type: 'limiter-available' });
  }
}
