import { Route, type Window } from '@ksef/api/internal';
import { type Clock, KsefError } from '@ksef/core';
import { safeCause } from '@ksef/core/internal';
import type { Group } from './groups.js';
import { type RedisAvailability, retryMs } from './redis-availability.js';

/** This process's share of the limits, which it observes on its own while Redis is unavailable. */
export class LocalShare {
  readonly #clock: Clock;
  readonly #redis: RedisAvailability;
  readonly #processes: number;
  readonly #mayPass: boolean;

  constructor(options: { clock: Clock; redis: RedisAvailability; processes: number; mayPass: boolean }) {
    this.#clock = options.clock;
    this.#redis = options.redis;
    this.#processes = options.processes;
    this.#mayPass = options.mayPass;
  }

  /** Milliseconds until a request may be retried; 0 or less when it may go. @throws KsefError `LIMITER_UNAVAILABLE` */
  pass({ times }: Group, windows: readonly Window[]): number {
    if (!this.#mayPass) {
      throw new KsefError("The limiter's Redis is unavailable, and whenUnavailable is 'fail'.", {
        code: 'LIMITER_UNAVAILABLE',
        cause: safeCause(this.#redis.failure),
      });
    }
    const share = this.#shareOf(windows);
    const now = this.#clock.now();
    const waitMs = times.next(share) - now;
    if (waitMs <= 0) times.record(now, share);
    // Redis may be available again before that.
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
