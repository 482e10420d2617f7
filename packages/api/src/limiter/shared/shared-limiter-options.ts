import type { ContextIdentifier } from '@ksef/core';
import { type OptionChecks, oneOf, text, wholeNumber } from '@ksef/core/internal';
import type { AdmissionPriority, AdmissionRequest, RateLimiter } from '../../rate-limiter.js';
import type { GroupLimits } from '../group-limits.js';
import { type LimiterOptions, limiterChecks } from '../limiter-options.js';

/** Options of a limiter that processes share over a server. */
export interface SharedLimiterOptions extends LimiterOptions {
  /** Name of the address that KSeF sees: processes behind one address share one name. Default `default`. */
  readonly address?: string | undefined;
  /**
   * What happens while the server is unavailable. `local`, the default: each process observes its share of the limits
   * on its own. `fail`: KsefError `LIMITER_UNAVAILABLE`.
   */
  readonly whenUnavailable?: 'local' | 'fail' | undefined;
  /**
   * How many processes share the limits. While the server is unavailable, each uses this fraction of them. Default 1.
   */
  readonly processes?: number | undefined;
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
export const sharedLimiterChecks: OptionChecks<SharedLimiterOptions> = {
  ...limiterChecks,
  address: text,
  whenUnavailable: oneOf('local', 'fail'),
  processes: wholeNumber(1),
};
