import type { Clock, ContextInput, KsefEnvironment } from '@ksef/core';
import type { AccessTokenFunction, AccessTokenSource } from '../access-token-source.js';
import type { ApiEvent } from '../api-event.js';
import type { Fetch } from '../fetch-function.js';
import type { KyInstance } from '../ky-instance.js';
import type { RateLimiter } from '../rate-limiter.js';

/** Options of `createApi`. */
export interface ApiOptions {
  readonly environment: KsefEnvironment;
  /** The source of bearer tokens. Without it, only public operations work. */
  readonly accessToken?: AccessTokenSource | AccessTokenFunction | undefined;
  /** The context of calls that specify none. */
  readonly context?: ContextInput | undefined;
  /** Defaults to `nodeFetch` of `@ksef/api/node` in Node, Bun and Deno, and to the platform's `fetch` elsewhere. */
  readonly fetch?: Fetch | undefined;
  /**
   * Your own instance of ky 1, for hooks and headers: `ky.extend({ hooks, headers })`. Its hooks run on every attempt.
   * Its headers are sent to KSeF's API only. The toolkit always sets addresses, redirects, authorization, time limits,
   * retries, `throwHttpErrors` and `fetch`, whatever the instance specifies. Default: ky without hooks.
   */
  readonly ky?: KyInstance | undefined;
  readonly clock?: Clock | undefined;
  /** Timeout of one attempt, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** Timeout of a call including its retries and waits, in milliseconds. Default 120 000. */
  readonly overallTimeoutMs?: number | undefined;
  /** How often a failed attempt is retried if that is safe. Default 3. */
  readonly retries?: number | undefined;
  /** The longest accepted `Retry-After`, in milliseconds. A longer one is an error at once. Default 60 000. */
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
