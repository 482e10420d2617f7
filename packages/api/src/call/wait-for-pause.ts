import { RateLimitError } from '@ksef/core';
import type { ApiSettings } from '../settings/api-settings.js';
import type { Call } from './describe-call.js';

/**
 * Waits while KSeF wants no requests of this kind; fails at once, without any request, when that is longer than
 * the caller is ready to wait.
 */
export async function waitForPause(
  { clock, pauses, maxRetryAfterMs, emit }: ApiSettings,
  { name: operation, pauseKey, signal }: Call,
  deadline: number,
): Promise<void> {
  for (;;) {
    const now = clock.now();
    const waitMs = pauses.remaining(pauseKey, now);
    if (waitMs <= 0) return;
    if (waitMs > maxRetryAfterMs || now + waitMs >= deadline) {
      throw new RateLimitError(
        `${operation}: KSeF takes no more of this kind for ${Math.ceil(waitMs / 1000)} s.`,
        { status: 429, operation, retryAfterMs: waitMs },
      );
    }
    emit({ type: 'wait', operation, waitMs, reason: 'rate-limit' });
    await clock.sleep(waitMs, signal);
  }
}
