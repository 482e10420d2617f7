import { type Clock, type ContextIdentifier, contextKey, InvalidInputError, systemClock } from '@ksef/core';
import type { AdmissionPriority, AdmissionRequest, RateLimiter } from '../rate-limiter.js';
import { EffectiveLimits, type GroupLimits, type LimitsReader } from './effective-limits.js';
import type { LimiterEvent } from './limiter-event.js';
import { LimiterQueueError } from './limiter-queue-error.js';
import { Route } from './route.js';
import { Waiters } from './waiters.js';
import { AdmissionTimes, longestWindowMs, windowsOf } from './windows.js';

/** Options of {@link slidingWindowLimiter}. */
export interface LimiterOptions {
  readonly clock?: Clock | undefined;
  /**
   * How much later one request may reach KSeF than another that left with it, in milliseconds: windows are longer by
   * this, the one of a second by a quarter at most. Default 1 000.
   */
  readonly marginMs?: number | undefined;
  /** How many requests of one group may wait. Default 10 000. */
  readonly maxQueued?: number | undefined;
  /** A request that would have to wait longer is refused at once, in milliseconds. Default: no end. */
  readonly maxWaitMs?: number | undefined;
  /** Reads the limits in force for a context; without it the contract's hold. */
  readonly limitsOf?: LimitsReader | undefined;
  /** How often they are read again, in milliseconds. Default 3 600 000. */
  readonly refreshEveryMs?: number | undefined;
  /** Told what happens. What it throws is ignored. */
  readonly onEvent?: ((event: LimiterEvent) => void) | undefined;
}

/** A limiter that lets requests wait in line. */
export interface QueueingLimiter extends RateLimiter {
  blocked(request: AdmissionRequest, untilMs: number): void;
  /** The same limiter for requests of this priority: give it to the client of interactive work. */
  withPriority(priority: AdmissionPriority): RateLimiter;
  /** Puts in limits that were read elsewhere. */
  setLimits(environment: string, context: ContextIdentifier, limits: GroupLimits): void;
  /** Milliseconds until `count` more requests of this kind could all have gone out, after those that wait now. */
  forecastMs(request: AdmissionRequest, count: number): number;
}

/** What requests of one group wait for. */
interface Line {
  readonly key: string;
  readonly times: AdmissionTimes;
  readonly waiters: Waiters;
  blockedUntil: number;
  pumping: boolean;
  /** Ends the pump's sleep. */
  wake: AbortController | undefined;
}

const passed = /* @__PURE__ */ Promise.resolve();
// Limits change and clocks jump: no sleep is longer.
const longestSleepMs = 60_000;
const fewLines = 1_000;

/**
 * Lets requests out as KSeF's limits allow: sliding windows of a second, a minute and an hour, all at once, for each
 * context and group. Requests wait in line, first come first served; a 429 stops its whole group. For one process
 * behind one address; `@ksef/rate-limiter-redis` is for several.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type Api, createApi, getRateLimits } from '@ksef/api';
 * import { slidingWindowLimiter } from '@ksef/api/limiter';
 * import { environments } from '@ksef/core';
 *
 * const rateLimiter = slidingWindowLimiter({
 *   limitsOf: (context, options) => getRateLimits(api, {}, { context, ...options }),
 * });
 * const api: Api = createApi({ environment: environments.test, accessToken: async () => 'token', rateLimiter });
 * ```
 */
export function slidingWindowLimiter(options: LimiterOptions = {}): QueueingLimiter {
  return new SlidingWindowLimiter(options);
}

class SlidingWindowLimiter implements QueueingLimiter {
  readonly #clock: Clock;
  readonly #marginMs: number;
  readonly #maxQueued: number;
  readonly #maxWaitMs: number;
  readonly #limits: EffectiveLimits;
  readonly #emit: (event: LimiterEvent) => void;
  readonly #lines = new Map<string, Line>();
  readonly #routes = new Map<string, Route<Line>>();
  #sweepAt = fewLines;
  #latest = Number.NEGATIVE_INFINITY;
  #skewMs = 0;

  constructor(options: LimiterOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#marginMs = atLeastZero('marginMs', options.marginMs ?? 1_000);
    this.#maxQueued = atLeastZero('maxQueued', options.maxQueued ?? 10_000);
    this.#maxWaitMs = atLeastZero('maxWaitMs', options.maxWaitMs ?? Number.POSITIVE_INFINITY);
    this.#emit = quietly(options.onEvent);
    this.#limits = new EffectiveLimits({
      read: options.limitsOf,
      everyMs: atLeastZero('refreshEveryMs', options.refreshEveryMs ?? longestWindowMs),
      clock: this.#clock,
      emit: this.#emit,
      onChange: () => {
        this.#routes.clear();
        for (const line of this.#lines.values()) line.wake?.abort();
      },
    });
  }

  admit(request: AdmissionRequest, options: { readonly signal?: AbortSignal | undefined }): Promise<void> {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    this.#limits.refresh(request);
    const now = this.#now();
    const route = this.#route(request, now);
    const { line } = route;
    if (line.waiters.size === 0 && route.freeAt() <= now) {
      route.record(now);
      return passed;
    }
    const tooLong =
      this.#maxWaitMs < Number.POSITIVE_INFINITY ? this.#tooLong(request, route, now) : undefined;
    if (tooLong) return Promise.reject(tooLong);
    const { operation, group, context } = request;
    const ahead = line.waiters.size;
    const turn = line.waiters.join(request, now, signal, () => {
      if (line.waiters.size === 0) line.wake?.abort();
    });
    if (line.waiters.size > ahead) this.#emit({ type: 'limit-wait', operation, group, context, ahead });
    if (!line.pumping) void this.#pump(line);
    return turn;
  }

  blocked(request: AdmissionRequest, untilMs: number): void {
    const now = this.#now();
    const { line } = this.#route(request, now);
    line.blockedUntil = Math.max(line.blockedUntil, untilMs + this.#skewMs);
    this.#limits.doubt(request);
    const { operation, group, context } = request;
    this.#emit({ type: 'limit-blocked', operation, group, context, blockedMs: line.blockedUntil - now });
  }

  withPriority(priority: AdmissionPriority): RateLimiter {
    return {
      admit: (request, options) => this.admit({ ...request, priority }, options),
      blocked: (request, untilMs) => this.blocked(request, untilMs),
    };
  }

  setLimits(environment: string, context: ContextIdentifier, limits: GroupLimits): void {
    this.#limits.set(environment, context, limits);
  }

  forecastMs(request: AdmissionRequest, count: number): number {
    const now = this.#now();
    const route = this.#route(request, now);
    return route.forecast(now, route.line.waiters.size + count) - now;
  }

  /** Lets those in line out, one after another. */
  async #pump(line: Line): Promise<void> {
    line.pumping = true;
    try {
      for (let head = line.waiters.head(); head !== undefined; head = line.waiters.head()) {
        const now = this.#now();
        const route = this.#route(head.request, now);
        const waitMs = route.freeAt() - now;
        if (waitMs > 0) {
          await this.#sleep(line, waitMs);
          continue;
        }
        route.record(now);
        line.waiters.admit();
        const { operation, group, context } = head.request;
        this.#emit({ type: 'limit-passed', operation, group, context, waitedMs: now - head.since });
      }
    } catch (error) {
      line.waiters.failAll(error);
    } finally {
      line.pumping = false;
    }
  }

  async #sleep(line: Line, waitMs: number): Promise<void> {
    const wake = new AbortController();
    line.wake = wake;
    try {
      await this.#clock.sleep(Math.min(Math.ceil(waitMs), longestSleepMs), wake.signal);
    } catch (error) {
      if (!wake.signal.aborted) throw error;
    } finally {
      line.wake = undefined;
    }
  }

  #tooLong(request: AdmissionRequest, route: Route<Line>, now: number): LimiterQueueError | undefined {
    const queued = route.line.waiters.size;
    const waitMs = route.forecast(now, queued + 1) - now;
    if (waitMs <= this.#maxWaitMs) return undefined;
    return new LimiterQueueError(
      `${request.operation} was not sent: KSeF's limits let it out in ${Math.ceil(waitMs / 1000)} s at the earliest, and maxWaitMs is ${this.#maxWaitMs}.`,
      { code: 'RATE_LIMIT_WAIT_TOO_LONG', operation: request.operation, queued, waitMs },
    );
  }

  #route(request: AdmissionRequest, now: number): Route<Line> {
    const { environment, context, group, operation } = request;
    const key = `${environment} ${context ? contextKey(context) : ''} ${group} ${operation}`;
    let route = this.#routes.get(key);
    if (route === undefined) {
      const [own, shared] = this.#limits.accounts(request);
      route = new Route(
        this.#line(own.key, now),
        windowsOf(own.limits, this.#marginMs),
        shared && this.#line(shared.key, now).times,
        shared && windowsOf(shared.limits, this.#marginMs),
      );
      this.#routes.set(key, route);
    }
    return route;
  }

  #line(key: string, now: number): Line {
    let line = this.#lines.get(key);
    if (line === undefined) {
      if (this.#lines.size >= this.#sweepAt) this.#sweep(now);
      line = {
        key,
        times: new AdmissionTimes(),
        waiters: new Waiters(this.#maxQueued),
        blockedUntil: Number.NEGATIVE_INFINITY,
        pumping: false,
        wake: undefined,
      };
      this.#lines.set(key, line);
    }
    return line;
  }

  /** Forgets groups whose last request has left every window: contexts come and go. */
  #sweep(now: number): void {
    const stale = now - longestWindowMs - this.#marginMs;
    for (const [key, { times, waiters, blockedUntil }] of this.#lines) {
      if (waiters.size === 0 && times.latest < stale && blockedUntil < now) this.#lines.delete(key);
    }
    this.#routes.clear();
    this.#limits.sweep();
    this.#sweepAt = Math.max(fewLines, this.#lines.size * 2);
  }

  /** Time that never goes back: after the clock was put back, windows would last for longer than they do. */
  #now(): number {
    const time = this.#clock.now();
    if (time + this.#skewMs < this.#latest) this.#skewMs = this.#latest - time;
    this.#latest = time + this.#skewMs;
    return this.#latest;
  }
}

function quietly(onEvent: LimiterOptions['onEvent']): (event: LimiterEvent) => void {
  return (event) => {
    try {
      onEvent?.(event);
    } catch {
      // An observer must not break what it observes.
    }
  };
}

function atLeastZero(name: string, value: number): number {
  if (value >= 0) return value;
  throw new InvalidInputError(`${name} must be a number of at least 0.`, {
    code: 'INVALID_OPTION',
    input: name,
  });
}
