import { type Clock, type ContextIdentifier, contextKey, KsefError, systemClock } from '@ksef/core';
import { observed, steadyClock } from '@ksef/core/internal';
import type { AdmissionPriority, AdmissionRequest, RateLimiter } from '../../rate-limiter.js';
import { AdmissionLine } from '../admission-line.js';
import { EffectiveLimits } from '../effective-limits.js';
import type { GroupLimits } from '../group-limits.js';
import type { LimiterEvent } from '../limiter-event.js';
import { prioritized } from '../prioritized.js';
import { waitTooLong } from '../wait-too-long.js';
import { AdmissionTimes, longestWindowMs, windowsOf } from '../windows.js';
import { LimiterAvailability } from './availability.js';
import { type Group, Groups } from './groups.js';
import { LocalShare } from './local-share.js';
import type { Asker, CountedIn, SharedCounters } from './shared-counters.js';
import type { SharedLimiter, SharedLimiterOptions } from './shared-limiter-options.js';

/** How late a waiting process may be before it is considered dead, in milliseconds. */
const graceMs = 2_000;
/** The most requests for which the server is asked at once. */
const mostAtOnce = 100;
/** What was admitted later than this would be sent too long after it was counted. */
const grantMs = 100;

/** A limiter whose counters processes share, on a server. */
export class CountingLimiter implements SharedLimiter {
  readonly #counters: SharedCounters;
  /** The clock that is shared with others. */
  readonly #given: Clock;
  readonly #clock: Clock;
  readonly #marginMs: number;
  readonly #maxQueued: number;
  readonly #maxWaitMs: number;
  readonly #limits: EffectiveLimits;
  readonly #emit: (event: LimiterEvent) => void;
  readonly #availability: LimiterAvailability;
  readonly #local: LocalShare;
  readonly #groups: Groups;
  readonly #asker: Asker = { id: crypto.randomUUID(), graceMs };

  /** The options have been checked. */
  constructor(counters: SharedCounters, options: SharedLimiterOptions) {
    const { whenUnavailable = 'local', processes = 1 } = options;
    this.#counters = counters;
    this.#given = options.clock ?? systemClock;
    this.#clock = steadyClock(this.#given);
    this.#marginMs = options.marginMs ?? 1_000;
    this.#maxQueued = options.maxQueued ?? 10_000;
    this.#maxWaitMs = options.maxWaitMs ?? Number.POSITIVE_INFINITY;
    this.#emit = observed(options.onEvent);
    this.#availability = new LimiterAvailability(this.#clock, this.#emit);
    this.#local = new LocalShare({
      clock: this.#clock,
      server: this.#availability,
      processes,
      mayPass: whenUnavailable === 'local',
    });
    this.#limits = new EffectiveLimits({
      read: options.limitsOf,
      refreshIntervalMs: options.refreshIntervalMs ?? longestWindowMs,
      clock: this.#clock,
      emit: this.#emit,
      onChange: () => this.#groups.wake(),
    });
    this.#groups = new Groups({
      clock: this.#clock,
      keptForMs: longestWindowMs + this.#marginMs,
      onSweep: () => this.#limits.sweep(),
    });
  }

  async admit(
    request: AdmissionRequest,
    { signal }: { readonly signal?: AbortSignal | undefined } = {},
  ): Promise<void> {
    signal?.throwIfAborted();
    this.#limits.refresh(request);
    const group = this.#group(request);
    if (this.#maxWaitMs < Number.POSITIVE_INFINITY) {
      const queued = group.line.size + group.asking++;
      const waitMs = await this.forecastMs(request, group.asking).finally(() => group.asking--);
      const tooLong = waitTooLong(request, waitMs, this.#maxWaitMs, queued);
      if (tooLong) throw tooLong;
      signal?.throwIfAborted();
    }
    return group.line.join(request, signal);
  }

  blocked(request: AdmissionRequest, untilMs: number, message?: string): void {
    const group = this.#group(request);
    const blockedMs = untilMs - this.#given.now();
    group.blockedUntil = Math.max(group.blockedUntil, this.#clock.now() + blockedMs);
    this.#limits.doubt(request);
    const { operation, group: name, context } = request;
    this.#emit({ type: 'limit-blocked', operation, group: name, context, blockedMs, message });
    if (blockedMs <= 0) return;
    this.#counters
      .block(this.#where(request), Math.ceil(blockedMs))
      .catch((error: unknown) => this.#availability.failed(error));
  }

  withPriority(priority: AdmissionPriority): RateLimiter {
    return prioritized(this, priority);
  }

  setLimits(environment: string, context: ContextIdentifier, limits: GroupLimits): void {
    this.#limits.set(environment, context, limits);
  }

  async forecastMs(request: AdmissionRequest, count: number): Promise<number> {
    const group = this.#group(request);
    const where = this.#where(request);
    const { windows, sharedWindows } = where;
    const more = group.line.size + count;
    const blockedMs = Math.max(0, group.blockedUntil - this.#clock.now());
    if (windows.length + sharedWindows.length === 0) return blockedMs;
    if (this.#availability.isDown) return this.#local.forecast(group, windows, more);
    try {
      const waitMs = await this.#counters.forecast(where, this.#asker, more);
      this.#availability.answered();
      return Math.max(blockedMs, waitMs);
    } catch (error) {
      this.#unavailable(error);
      return this.#local.forecast(group, windows, more);
    }
  }

  /** Milliseconds until this request may be retried; 0 when it may go. A number, if no server has to be asked. */
  #pass(request: AdmissionRequest): number | Promise<number> {
    const group = this.#group(request);
    const where = this.#where(request);
    const { windows, sharedWindows } = where;
    const now = this.#clock.now();
    if (group.blockedUntil > now) return group.blockedUntil - now;
    if (windows.length + sharedWindows.length === 0) return 0;
    if (group.granted > 0 && now - group.grantedAt < grantMs) {
      group.granted--;
      group.times.record(now, windows);
      return 0;
    }
    group.granted = 0;
    if (this.#availability.isDown) return this.#local.pass(group, windows);
    return this.#ask(group, where);
  }

  /** Asks for all requests that wait here now: those that are admitted go at once. */
  async #ask(group: Group, where: CountedIn): Promise<number> {
    // Those that come in the same turn are asked for too.
    await Promise.resolve();
    const count = Math.min(Math.max(group.line.size, 1), mostAtOnce);
    try {
      const { passed, waitMs } = await this.#counters.pass(where, this.#asker, count);
      this.#availability.answered();
      if (passed === 0) return waitMs;
      group.granted = passed - 1;
      group.grantedAt = this.#clock.now();
      // So that the process knows its own share if the server becomes unavailable.
      group.times.record(group.grantedAt, where.windows);
      return 0;
    } catch (error) {
      this.#unavailable(error);
      return this.#local.pass(group, where.windows);
    }
  }

  /** @throws KsefError `TABLE_MISSING`: that does not pass */
  #unavailable(error: unknown): void {
    if (error instanceof KsefError && error.code === 'TABLE_MISSING') throw error;
    this.#availability.failed(error);
  }

  /** The counters of a request, and what limits them. */
  #where(request: AdmissionRequest): CountedIn {
    const { environment, context } = request;
    const [own, shared] = this.#limits.accounts(request);
    return {
      environment,
      context: context ? contextKey(context) : '',
      own: own.name,
      shared: shared?.name,
      windows: windowsOf(own.limits, this.#marginMs),
      sharedWindows: shared ? windowsOf(shared.limits, this.#marginMs) : [],
    };
  }

  #group(request: AdmissionRequest): Group {
    const [own] = this.#limits.accounts(request);
    return this.#groups.get(own.key, () => {
      const line = new AdmissionLine({
        pass: (next) => this.#pass(next),
        maxQueued: this.#maxQueued,
        clock: this.#clock,
        now: () => this.#clock.now(),
        emit: this.#emit,
        onAbandoned: () => {
          // If that fails, the others wait for it until its grace is over.
          this.#counters.leave(this.#where(request), this.#asker).catch(() => {});
        },
      });
      return {
        times: new AdmissionTimes(),
        line,
        blockedUntil: Number.NEGATIVE_INFINITY,
        asking: 0,
        granted: 0,
        grantedAt: Number.NEGATIVE_INFINITY,
      };
    });
  }
}
