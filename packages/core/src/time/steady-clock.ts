import type { Clock } from './clock.js';

/**
 * The same clock, except that its time never goes back. If the clock were set back by an hour, waits would take an hour
 * longer.
 *
 * @example
 * ```ts
 * import { systemClock } from '@ksef/core';
 * import { steadyClock } from '@ksef/core/internal';
 *
 * const clock = steadyClock(systemClock);
 * const deadline = clock.now() + 60_000;
 * ```
 */
export function steadyClock(clock: Clock): Clock {
  let latest = Number.NEGATIVE_INFINITY;
  let skewMs = 0;
  return {
    now() {
      const time = clock.now();
      if (time + skewMs < latest) skewMs = latest - time;
      latest = time + skewMs;
      return latest;
    },
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
}
