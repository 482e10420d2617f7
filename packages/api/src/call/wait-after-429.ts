import type { KsefApiError } from '@ksef/core';
import type { AdmissionRequest } from '../rate-limiter.js';
import type { ApiSettings } from '../settings/api-settings.js';
import { backoffMs } from '../transport/backoff.js';

/**
 * Pauses all requests of the group and context. Returns the milliseconds until the next attempt; undefined for none.
 */
export function waitAfter429(
  settings: ApiSettings,
  pauseKey: string,
  admission: AdmissionRequest,
  error: KsefApiError,
  attempt: number,
): number | undefined {
  // Grows whatever the header says: `Retry-After: 0` from a KSeF that rejects everything must not cause a request
  // storm.
  const waitMs = Math.max(error.retryAfterMs ?? 0, backoffMs(settings.pauses.refused(pauseKey)));
  const now = settings.clock.now();
  settings.pauses.pause(pauseKey, now, now + waitMs);
  settings.rateLimiter?.blocked?.(admission, now + waitMs, error.message);
  return waitMs <= settings.maxRetryAfterMs && attempt <= settings.retries ? waitMs : undefined;
}
