import { Route, type Window } from '@ksef/api/limiter';
import { type Clock, KsefError } from '@ksef/core';
import type { Group } from './groups.js';
import { type Reach, retryMs } from './reach.js';

/** What this process lets out by itself while Redis is away: its part of the limits. */
export class Alone {
  readonly #clock: Clock;
  readonly #reach: Reach;
  readonly #processes: number;
  readonly #mayPass: boolean;

  constructor(options: { clock: Clock; reach: Reach; processes: number; mayPass: boolean }) {
    this.#clock = options.clock;
    this.#reach = options.reach;
    this.#processes = options.processes;
    this.#mayPass = options.mayPass;
  }

  /** Milliseconds until a request may be tried again; 0 or less when it may go. @throws KsefError `LIMITER_UNAVAILABLE` */
  pass({ times }: Group, windows: readonly Window[]): number {
    if (!this.#mayPass) {
      throw new KsefError("The limiter's Redis is out of reach, and whenUnavailable is 'fail'.", {
        code: 'LIMITER_UNAVAILABLE',
        cause: this.#reach.failure,
      });
    }
    const part = this.#part(windows);
    const now = this.#clock.now();
    const waitMs = times.next(part) - now;
    if (waitMs <= 0) times.record(now, part);
    // Redis may be back before that.
    return Math.min(waitMs, retryMs);
  }

  /** Milliseconds that so many requests more would take. */
  forecast(group: Group, windows: readonly Window[], count: number): number {
    const now = this.#clock.now();
    return new Route(group, this.#part(windows), undefined, undefined).forecast(now, count) - now;
  }

  #part(windows: readonly Window[]): readonly Window[] {
    return windows.map(({ limit, spanMs }) => ({
      limit: limit === 0 ? 0 : Math.max(1, Math.floor(limit / this.#processes)),
      spanMs,
    }));
  }
}
