import type { AdmissionPriority, AdmissionRequest, RateLimiter } from '@ksef/api';
import { limiterChecks } from '@ksef/api/internal';
import type { GroupLimits, LimiterOptions } from '@ksef/api/limiter';
import type { ContextIdentifier } from '@ksef/core';
import { type OptionChecks, oneOf, text, wholeNumber } from '@ksef/core/internal';
import { isTimeoutMs } from '../commands/redis-commands.js';

/** Options of {@link redisLimiter}. */
export interface RedisLimiterOptions extends LimiterOptions {
  /** Begins every key. Default `ksef:limits:`. */
  readonly prefix?: string | undefined;
  /** Name of the address that KSeF sees: processes behind one address share one name. Default `default`. */
  readonly address?: string | undefined;
  /**
   * What happens while Redis is unavailable. `local`, the default: each process keeps to its share of the limits by
   * itself. `fail`: KsefError `LIMITER_UNAVAILABLE`.
   */
  readonly whenUnavailable?: 'local' | 'fail' | undefined;
  /** How many processes share the limits. While Redis is unavailable, each gets one share of so many. Default 1. */
  readonly processes?: number | undefined;
  /** The longest wait for one command, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
  /** Whose time counts: `redis`, the default, or the `clock` given here, which all processes must share. */
  readonly timeOf?: 'redis' | 'clock' | undefined;
}

/** A limiter that processes share. */
export interface SharedLimiter extends RateLimiter {
  /**
   * Resolves when the request may go out.
   *
   * @throws LimiterQueueError `RATE_LIMIT_QUEUE_FULL`, `RATE_LIMIT_WAIT_TOO_LONG`; KsefError `LIMITER_UNAVAILABLE`
   */
  admit(request: AdmissionRequest, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  blocked(request: AdmissionRequest, untilMs: number, message?: string): void;
  /** The same limiter for requests of this priority: give it to the client of interactive work. */
  withPriority(priority: AdmissionPriority): RateLimiter;
  /** Puts in limits that were read elsewhere, in this process. */
  setLimits(environment: string, context: ContextIdentifier, limits: GroupLimits): void;
  /**
   * Milliseconds until `count` more requests of this kind could all have gone out, after those that wait here. Other
   * processes that wait are taken to have as many.
   */
  forecastMs(request: AdmissionRequest, count: number): Promise<number>;
}

/** What each option must be. */
export const redisLimiterChecks: OptionChecks<RedisLimiterOptions> = {
  ...limiterChecks,
  prefix: text,
  address: text,
  whenUnavailable: oneOf('local', 'fail'),
  processes: wholeNumber(1),
  timeoutMs: isTimeoutMs,
  timeOf: oneOf('redis', 'clock'),
};
