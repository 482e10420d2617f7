import type { Clock, ContextInput, KsefEnvironment } from '@ksef/core';
import type { AccessTokenFunction, AccessTokenSource } from '../access-token-source.js';
import type { ApiEvent } from '../api-event.js';
import type { Fetch } from '../fetch-function.js';
import type { KyInstance } from '../ky-instance.js';
import type { RateLimiter } from '../rate-limiter.js';

/** Options of `createApi`. */
export interface ApiOptions {
  readonly environment: KsefEnvironment;
  /** Where bearer tokens come from; only public operations work without. */
  readonly accessToken?: AccessTokenSource | AccessTokenFunction | undefined;
  /** The context of calls that name none. */
  readonly context?: ContextInput | undefined;
  /** Defaults to the platform's `fetch`; in Node, `nodeFetch` of `@ksef/api/node` is cheaper. */
  readonly fetch?: Fetch | undefined;
  /**
   * Your own instance of ky 1, for hooks and headers: `ky.extend({ hooks, headers })`. Its hooks run on every attempt;
   * its headers go to KSeF's API alone. Addresses, redirects, authorization, time limits, retries, `throwHttpErrors`
   * and `fetch` stay the toolkit's, whatever the instance says. Default: ky without hooks.
   */
  readonly ky?: KyInstance | undefined;
  readonly clock?: Clock | undefined;
  /** Longest duration of one attempt, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** Longest duration of a call with its retries and waits, in milliseconds. Default 120 000. */
  readonly overallTimeoutMs?: number | undefined;
  /** How often a failed attempt is retried where that is safe. Default 3. */
  readonly retries?: number | undefined;
  /** The longest `Retry-After` that is waited for, in milliseconds; a longer one is an error at once. Default 60 000. */
  readonly maxRetryAfterMs?: number | undefined;
  readonly rateLimiter?: RateLimiter | undefined;
  /**
   * Value of the `User-Agent` header; browsers keep their own. Default: `ksef-toolkit KSeF-API/2.9.0`, the version of the
   * API that this release was made for.
   */
  readonly userAgent?: string | undefined;
  /** Called for every event. Exceptions thrown by the callback are ignored. */
  readonly onEvent?: ((event: ApiEvent) => void) | undefined;
}
