import type { KsefApiError } from '@ksef/core';
import type { ApiSettings } from '../settings/api-settings.js';
import { backoffMs } from '../transport/backoff.js';
import type { Call } from './describe-call.js';

/** Holds all requests of the call's group and context. Milliseconds until the next attempt; undefined for none. */
export function waitAfter429(
  settings: ApiSettings,
  { pauseKey, admission }: Call,
  error: KsefApiError,
  attempt: number,
): number | undefined {
  const waitMs = error.retryAfterMs ?? backoffMs(attempt);
  const now = settings.clock.now();
  settings.pauses.pause(pauseKey, now, now + waitMs);
  settings.rateLimiter?.blocked?.(admission, now + waitMs, error.message);
  return waitMs <= settings.maxRetryAfterMs && attempt <= settings.retries ? waitMs : undefined;
}
