import { type Clock, KsefError } from '@ksef/core';
import { safeCause } from '@ksef/core/internal';
import { Route } from '../route.js';
import type { Window } from '../windows.js';
import { type LimiterAvailability, retryMs } from './availability.js';
import type { Group } from './groups.js';

/** This process's share of the limits, which it observes on its own while the server is unavailable. */
export class LocalShare {
  readonly #clock: Clock;
  readonly #server: LimiterAvailability;
  readonly #processes: number;
  readonly #mayPass: boolean;

  constructor(options: { clock: Clock; server: LimiterAvailability; processes: number; mayPass: boolean }) {
    this.#clock = options.clock;
    this.#server = options.server;
    this.#processes = options.processes;
    this.#mayPass = options.mayPass;
  }

  /** Milliseconds until a request may be retried; 0 or less when it may go. @throws KsefError `LIMITER_UNAVAILABLE` */
  pass({ times }: Group, windows: readonly Window[]): number {
    if (!this.#mayPass) {
      throw new KsefError("The limiter's server is unavailable, and whenUnavailable is 'fail'.", {
        code: 'LIMITER_UNAVAILABLE',
        cause: safeCause(this.#server.failure),
      });
    }
    const share = this.#shareOf(windows);
    const now = this.#clock.now();
    const waitMs = times.next(share) - now;
    if (waitMs <= 0) times.record(now, share);
    // The server may be available again before that.
    return Math.min(waitMs, retryMs);
  }

  /** Milliseconds that this many more requests would take. */
  forecast(group: Group, windows: readonly Window[], count: number): number {
    const now = this.#clock.now();
    return new Route(group, this.#shareOf(windows), undefined, undefined).forecast(now, count) - now;
  }

  #shareOf(windows: readonly Window[]): readonly Window[] {
    return windows.map(({ limit, spanMs }) => ({
      limit: limit === 0 ? 0 : Math.max(1, Math.floor(limit / this.#processes)),
      spanMs,
    }));
  }
}
