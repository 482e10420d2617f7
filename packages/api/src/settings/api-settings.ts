import type { Clock, ContextIdentifier, KsefEnvironment } from '@ksef/core';
import type { AccessTokenSource } from '../access-token-source.js';
import type { ApiEvent } from '../api-event.js';
import type { Fetch } from '../fetch-function.js';
import type { KyInstance } from '../ky-instance.js';
import type { AdmissionPriority, RateLimiter } from '../rate-limiter.js';
import type { GroupPauses } from './group-pauses.js';

/** The resolved options. A client and all clients derived from it share them, except for the fields that differ. */
export interface ApiSettings {
  readonly environment: KsefEnvironment;
  /** Of the API, with a slash at its end. */
  readonly apiUrl: string;
  readonly accessToken: AccessTokenSource | undefined;
  readonly context: ContextIdentifier | undefined;
  readonly fetch: Fetch;
  readonly ky: KyInstance;
  /** Whether `ky` is the caller's: its hooks need complete responses. */
  readonly hasHooks: boolean;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly overallTimeoutMs: number;
  readonly retries: number;
  readonly maxRetryAfterMs: number;
  readonly rateLimiter?: RateLimiter | undefined;
  readonly priority?: AdmissionPriority;
  readonly userAgent?: string | undefined;
  readonly pauses: GroupPauses;
  emit(event: ApiEvent): void;
}
