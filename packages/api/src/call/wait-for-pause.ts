import { RateLimitError } from '@ksef/core';
import type { ApiSettings } from '../settings/api-settings.js';
import type { Call } from './describe-call.js';

/**
 * Waits while KSeF wants no requests of this kind; fails at once, without any request, when that is longer than
 * the caller is ready to wait.
 */
export async function waitForPause(settings: ApiSettings, call: Call, deadline: number): Promise<void> {
  const { name } = call;
  for (let waitMs = remaining(); waitMs > 0; waitMs = remaining()) {
    if (waitMs > settings.maxRetryAfterMs || settings.clock.now() + waitMs >= deadline) {
      throw new RateLimitError(
        `${name}: KSeF takes no more of this kind for ${Math.ceil(waitMs / 1000)} s.`,
        {
          status: 429,
          operation: name,
          retryAfterMs: waitMs,
        },
      );
    }
    settings.emit({ type: 'wait', operation: name, waitMs, reason: 'rate-limit' });
    await settings.clock.sleep(waitMs, call.signal);
  }

  function remaining(): number {
    return settings.pauses.remaining(call.pauseKey, settings.clock.now());
  }
}
