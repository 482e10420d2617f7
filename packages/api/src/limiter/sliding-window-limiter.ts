import { type Clock, type ContextIdentifier, contextKey, systemClock } from '@ksef/core';
import { checkOptions, observed, steadyClock } from '@ksef/core/internal';
import type { AdmissionPriority, AdmissionRequest, RateLimiter } from '../rate-limiter.js';
import { AdmissionLine } from './admission-line.js';
import { EffectiveLimits } from './effective-limits.js';
import type { GroupLimits } from './group-limits.js';
import type { LimiterEvent } from './limiter-event.js';
import { type LimiterOptions, limiterChecks } from './limiter-options.js';
import { prioritized } from './prioritized.js';
import { Route } from './route.js';
import { waitTooLong } from './wait-too-long.js';
import { AdmissionTimes, longestWindowMs, windowsOf } from './windows.js';

/** A limiter that lets requests wait in line. */
export interface QueueingLimiter extends RateLimiter {
  /**
   * Resolves when the request may be sent.
   *
   * @throws LimiterQueueError `RATE_LIMIT_QUEUE_FULL`, `RATE_LIMIT_WAIT_TOO_LONG`
   */
  admit(request: AdmissionRequest, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  blocked(request: AdmissionRequest, untilMs: number, message?: string): void;
  /** The same limiter with this priority: pass it to the client for interactive work. */
  withPriority(priority: AdmissionPriority): RateLimiter;
  /** Sets limits that were read elsewhere. */
  setLimits(environment: string, context: ContextIdentifier, limits: GroupLimits): void;
  /** Milliseconds until `count` more requests of this kind could all be sent, after those that wait now. */
  forecastMs(request: AdmissionRequest, count: number): number;
}

/** The counters of one group. */
interface Group {
  readonly times: AdmissionTimes;
  readonly line: AdmissionLine;
  blockedUntil: number;
}

const passed = /* @__PURE__ */ Promise.resolve();
const fewGroups = 1_000;

/**
 * Admits requests within KSeF's limits: sliding windows of a second, a minute and an hour, all at once, for each
 * context and group. Requests wait in line, first come first served. A 429 pauses its whole group. For one process
 * behind one address. For several, use `@ksef/redis/limiter`.
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
  /** The caller's clock, for times that are exchanged with others. */
  readonly #given: Clock;
  readonly #clock: Clock;
  readonly #marginMs: number;
  readonly #maxQueued: number;
  readonly #maxWaitMs: number;
  readonly #limits: EffectiveLimits;
  readonly #emit: (event: LimiterEvent) => void;
  readonly #groups = new Map<string, Group>();
  readonly #routes = new Map<string, Route<Group>>();
  #sweepAt = fewGroups;

  constructor(options: LimiterOptions) {
    checkOptions<LimiterOptions>(options, limiterChecks);
    this.#given = options.clock ?? systemClock;
    this.#clock = steadyClock(this.#given);
    this.#marginMs = options.marginMs ?? 1_000;
    this.#maxQueued = options.maxQueued ?? 10_000;
    this.#maxWaitMs = options.maxWaitMs ?? Number.POSITIVE_INFINITY;
    this.#emit = observed(options.onEvent);
    this.#limits = new EffectiveLimits({
      read: options.limitsOf,
      refreshIntervalMs: options.refreshIntervalMs ?? longestWindowMs,
      clock: this.#clock,
      emit: this.#emit,
      onChange: () => {
        this.#routes.clear();
        for (const { line } of this.#groups.values()) line.wake();
      },
    });
  }

  admit(request: AdmissionRequest, options?: { readonly signal?: AbortSignal | undefined }): Promise<void> {
    const signal = options?.signal;
    if (signal?.aborted) return Promise.reject(signal.reason);
    this.#limits.refresh(request);
    const now = this.#clock.now();
    const route = this.#route(request, now);
    const { line } = route.group;
    if (line.size === 0 && route.freeAt() <= now) {
      route.record(now);
      return passed;
    }
    const { size } = line;
    const tooLong =
      this.#maxWaitMs < Number.POSITIVE_INFINITY
        ? waitTooLong(request, route.forecast(now, size + 1) - now, this.#maxWaitMs, size)
        : undefined;
    return tooLong ? Promise.reject(tooLong) : line.join(request, signal);
  }

  blocked(request: AdmissionRequest, untilMs: number, message?: string): void {
    const now = this.#clock.now();
    const { group: own } = this.#route(request, now);
    own.blockedUntil = Math.max(own.blockedUntil, now + untilMs - this.#given.now());
    this.#limits.doubt(request);
    const { operation, group, context } = request;
    const blockedMs = own.blockedUntil - now;
    this.#emit({ type: 'limit-blocked', operation, group, context, blockedMs, message });
  }

  withPriority(priority: AdmissionPriority): RateLimiter {
    return prioritized(this, priority);
  }

  setLimits(environment: string, context: ContextIdentifier, limits: GroupLimits): void {
    this.#limits.set(environment, context, limits);
  }

  forecastMs(request: AdmissionRequest, count: number): number {
    const now = this.#clock.now();
    const route = this.#route(request, now);
    return route.forecast(now, route.group.line.size + count) - now;
  }

  #pass(request: AdmissionRequest): number {
    const now = this.#clock.now();
    const route = this.#route(request, now);
    const waitMs = route.freeAt() - now;
    if (waitMs <= 0) route.record(now);
    return waitMs;
  }

  #route(request: AdmissionRequest, now: number): Route<Group> {
    const { environment, context, group, operation } = request;
    const key = `${environment} ${context ? contextKey(context) : ''} ${group} ${operation}`;
    let route = this.#routes.get(key);
    if (route === undefined) {
      const [own, shared] = this.#limits.accounts(request);
      route = new Route(
        this.#group(own.key, now),
        windowsOf(own.limits, this.#marginMs),
        shared && this.#group(shared.key, now).times,
        shared && windowsOf(shared.limits, this.#marginMs),
      );
      this.#routes.set(key, route);
    }
    return route;
  }

  #group(key: string, now: number): Group {
    let group = this.#groups.get(key);
    if (group === undefined) {
      if (this.#groups.size >= this.#sweepAt) this.#sweep(now);
      const line = new AdmissionLine({
        pass: (request) => this.#pass(request),
        maxQueued: this.#maxQueued,
        clock: this.#clock,
        now: () => this.#clock.now(),
        emit: this.#emit,
      });
      group = { times: new AdmissionTimes(), line, blockedUntil: Number.NEGATIVE_INFINITY };
      this.#groups.set(key, group);
    }
    return group;
  }

  /** Forgets groups whose last request has left every window, because contexts come and go. */
  #sweep(now: number): void {
    const stale = now - longestWindowMs - this.#marginMs;
    for (const [key, { times, line, blockedUntil }] of this.#groups) {
      if (line.size === 0 && times.latest < stale && blockedUntil < now) this.#groups.delete(key);
    }
    this.#routes.clear();
    this.#limits.sweep();
    this.#sweepAt = Math.max(fewGroups, this.#groups.size * 2);
  }
}
