import type { AdmissionPriority, AdmissionRequest, RateLimiter } from '@ksef/api';
import {
  AdmissionLine,
  AdmissionTimes,
  EffectiveLimits,
  longestWindowMs,
  prioritized,
  type Window,
  waitTooLong,
  windowsOf,
} from '@ksef/api/internal';
import type { GroupLimits, LimiterEvent } from '@ksef/api/limiter';
import { type Clock, type ContextIdentifier, contextKey, systemClock } from '@ksef/core';
import { checkOptions, observed, steadyClock } from '@ksef/core/internal';
import type { RedisClient, RedisCommands } from '../commands/redis-client.js';
import { redisCommands } from '../commands/redis-commands.js';
import { type Group, Groups } from './groups.js';
import { LocalShare } from './local-share.js';
import { RedisAvailability } from './redis-availability.js';
import { type RedisLimiterOptions, redisLimiterChecks, type SharedLimiter } from './redis-limiter-options.js';
import { blockGroup, forecast, leaveLine, passOne } from './scripts.js';

/** How late a waiting process may be before it is considered dead, in milliseconds. */
const graceMs = 2_000;

/**
 * Admits the requests of several processes within KSeF's limits: like `slidingWindowLimiter` of `@ksef/api/limiter`,
 * but counted in Redis, by Redis's clock. Within a process, requests are served first come first served; processes take
 * turns. A 429 of one process pauses the group for all.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createApi } from '@ksef/api';
 * import { environments } from '@ksef/core';
 * import { type RedisClient, redisLimiter } from '@ksef/redis/limiter';
 *
 * declare const client: RedisClient; // new Redis() of ioredis, or await createClient().connect() of redis
 * const rateLimiter = redisLimiter(client, { address: 'office', processes: 4 });
 * const api = createApi({ environment: environments.test, accessToken: async () => 'token', rateLimiter });
 * ```
 */
export function redisLimiter(client: RedisClient, options: RedisLimiterOptions = {}): SharedLimiter {
  return new RedisLimiter(client, options);
}

class RedisLimiter implements SharedLimiter {
  readonly #redis: RedisCommands;
  readonly #options: RedisLimiterOptions;
  /** The clock that is shared with others. */
  readonly #given: Clock;
  readonly #clock: Clock;
  readonly #marginMs: number;
  readonly #maxQueued: number;
  readonly #maxWaitMs: number;
  readonly #limits: EffectiveLimits;
  readonly #emit: (event: LimiterEvent) => void;
  readonly #availability: RedisAvailability;
  readonly #local: LocalShare;
  readonly #groups: Groups;
  readonly #process = crypto.randomUUID();
  #requests = 0;

  constructor(client: RedisClient, options: RedisLimiterOptions) {
    checkOptions<RedisLimiterOptions>(options, redisLimiterChecks);
    const { whenUnavailable = 'local', processes = 1 } = options;
    this.#redis = redisCommands(client, { timeoutMs: options.timeoutMs });
    this.#options = options;
    this.#given = options.clock ?? systemClock;
    this.#clock = steadyClock(this.#given);
    this.#marginMs = options.marginMs ?? 1_000;
    this.#maxQueued = options.maxQueued ?? 10_000;
    this.#maxWaitMs = options.maxWaitMs ?? Number.POSITIVE_INFINITY;
    this.#emit = observed(options.onEvent);
    this.#availability = new RedisAvailability(this.#clock, this.#emit);
    this.#local = new LocalShare({
      clock: this.#clock,
      redis: this.#availability,
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
    const args = [this.#time(), Math.ceil(blockedMs)];
    const [clockKey = '', , , , blockKey = ''] = group.keys;
    blockGroup(this.#redis, [clockKey, blockKey], args).catch((error: unknown) =>
      this.#availability.failed(error),
    );
  }

  withPriority(priority: AdmissionPriority): RateLimiter {
    return prioritized(this, priority);
  }

  setLimits(environment: string, context: ContextIdentifier, limits: GroupLimits): void {
    this.#limits.set(environment, context, limits);
  }

  async forecastMs(request: AdmissionRequest, count: number): Promise<number> {
    const { group, windows, sharedWindows, keys } = this.#counted(request);
    const now = this.#clock.now();
    const more = group.line.size + count;
    const blockedMs = Math.max(0, group.blockedUntil - now);
    if (windows.length + sharedWindows.length === 0) return blockedMs;
    if (this.#availability.isDown) return this.#local.forecast(group, windows, more);
    const args = [
      this.#time(),
      this.#process,
      more,
      windows.length,
      ...flat(windows),
      ...flat(sharedWindows),
    ];
    try {
      const waitMs = Number(await forecast(this.#redis, keys, args));
      this.#availability.answered();
      return Math.max(blockedMs, waitMs);
    } catch (error) {
      this.#availability.failed(error);
      return this.#local.forecast(group, windows, more);
    }
  }

  /** Milliseconds until this request may be retried; 0 when it may go. */
  async #pass(request: AdmissionRequest): Promise<number> {
    const { group, windows, sharedWindows, keys } = this.#counted(request);
    const now = this.#clock.now();
    if (group.blockedUntil > now) return group.blockedUntil - now;
    if (windows.length + sharedWindows.length === 0) return 0;
    if (this.#availability.isDown) return this.#local.pass(group, windows);
    const id = `${this.#process}:${++this.#requests}`;
    try {
      const limits = [windows.length, ...flat(windows), ...flat(sharedWindows)];
      const args = [this.#time(), id, this.#process, graceMs, ...limits];
      const waitMs = Number(await passOne(this.#redis, keys, args));
      this.#availability.answered();
      // So that the process knows its own share if Redis becomes unavailable.
      if (waitMs === 0) group.times.record(this.#clock.now(), windows);
      return waitMs;
    } catch (error) {
      this.#availability.failed(error);
      return this.#local.pass(group, windows);
    }
  }

  /** The counters of a request, here and in Redis. */
  #counted(request: AdmissionRequest) {
    const group = this.#group(request);
    const [own, shared] = this.#limits.accounts(request);
    return {
      group,
      windows: windowsOf(own.limits, this.#marginMs),
      sharedWindows: shared ? windowsOf(shared.limits, this.#marginMs) : [],
      keys: shared ? [...group.keys, `${this.#tag(request)}${shared.name}:times`] : group.keys,
    };
  }

  #time(): string | number {
    return this.#options.timeOf === 'clock' ? this.#given.now() : '';
  }

  /** In braces: keys of one context stay together in a cluster. */
  #tag({ environment, context }: AdmissionRequest): string {
    const { prefix = 'ksef:limits:', address = 'default' } = this.#options;
    return `${prefix}{${address} ${environment} ${context ? contextKey(context) : ''}}`;
  }

  #group(request: AdmissionRequest): Group {
    const [own] = this.#limits.accounts(request);
    return this.#groups.get(own.key, () => {
      const tag = this.#tag(request);
      const ofGroup = ['times', 'line', 'lives', 'block'].map((name) => `${tag}${own.name}:${name}`);
      const keys = [`${tag}clock`, ...ofGroup];
      const line = new AdmissionLine({
        pass: (next) => this.#pass(next),
        maxQueued: this.#maxQueued,
        clock: this.#clock,
        now: () => this.#clock.now(),
        emit: this.#emit,
        onAbandoned: () => {
          // If that fails, the others wait for it until its grace is over.
          leaveLine(this.#redis, keys.slice(2, 4), [this.#process]).catch(() => {});
        },
      });
      return { keys, times: new AdmissionTimes(), line, blockedUntil: Number.NEGATIVE_INFINITY, asking: 0 };
    });
  }
}

function flat(windows: readonly Window[]): number[] {
  return windows.flatMap(({ limit, spanMs }) => [limit, spanMs]);
}
