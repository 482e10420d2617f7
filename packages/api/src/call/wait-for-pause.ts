import { RateLimitError } from '@ksef/core';
import type { ApiSettings } from '../settings/api-settings.js';

/**
 * Waits while KSeF accepts no requests of this kind. Fails at once, without any request, if that takes longer than the
 * caller allows.
 */
export async function waitForPause(
  settings: ApiSettings,
  operation: string,
  pauseKey: string,
  signal: AbortSignal | undefined,
  deadline: number,
): Promise<void> {
  for (;;) {
    const now = settings.clock.now();
    const waitMs = settings.pauses.remaining(pauseKey, now);
    if (!waitMs) return;
    if (waitMs > settings.maxRetryAfterMs || now + waitMs >= deadline) {
      throw new RateLimitError(`${operation}: KSeF accepts no more for ${Math.ceil(waitMs / 1000)} s.`, {
        status: 429,
        operation,
        retryAfterMs: waitMs,
      });
    }
    settings.emit({ type: 'wait', operation, waitMs, reason: 'rate-limit' });
    await settings.clock.sleep(waitMs, signal);
  }
}
