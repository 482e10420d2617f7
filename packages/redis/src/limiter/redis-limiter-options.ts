import type { AdmissionPriority, AdmissionRequest, RateLimiter } from '@ksef/api';
import { limiterChecks } from '@ksef/api/internal';
import type { GroupLimits, LimiterOptions } from '@ksef/api/limiter';
import type { ContextIdentifier } from '@ksef/core';
import { type OptionChecks, oneOf, text, wholeNumber } from '@ksef/core/internal';
import { isTimeoutMs } from '../commands/redis-commands.js';

/** Options of {@link redisLimiter}. */
export interface RedisLimiterOptions extends LimiterOptions {
  /** Prefix of every key. Default `ksef:limits:`. */
  readonly prefix?: string | undefined;
  /** Name of the address that KSeF sees: processes behind one address share one name. Default `default`. */
  readonly address?: string | undefined;
  /**
   * What happens while Redis is unavailable. `local`, the default: each process observes its share of the limits on its
   * own. `fail`: KsefError `LIMITER_UNAVAILABLE`.
   */
  readonly whenUnavailable?: 'local' | 'fail' | undefined;
  /** How many processes share the limits. While Redis is unavailable, each uses this fraction of them. Default 1. */
  readonly processes?: number | undefined;
  /** The longest wait for one command, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
  /** The clock: `redis`, the default, or the `clock` given here, which all processes must share. */
  readonly timeOf?: 'redis' | 'clock' | undefined;
}

/** A limiter that processes share. */
export interface SharedLimiter extends RateLimiter {
  /**
   * Resolves when the request may be sent.
   *
   * @throws LimiterQueueError `RATE_LIMIT_QUEUE_FULL`, `RATE_LIMIT_WAIT_TOO_LONG`; KsefError `LIMITER_UNAVAILABLE`
   */
  admit(request: AdmissionRequest, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  blocked(request: AdmissionRequest, untilMs: number, message?: string): void;
  /** The same limiter with this priority: pass it to the client for interactive work. */
  withPriority(priority: AdmissionPriority): RateLimiter;
  /** Sets limits that were read elsewhere, in this process. */
  setLimits(environment: string, context: ContextIdentifier, limits: GroupLimits): void;
  /**
   * Milliseconds until `count` more requests of this kind could all be sent, after those that wait here. Other waiting
   * processes are assumed to have as many.
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
