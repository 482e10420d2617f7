import type { Clock } from '@ksef/core';

/** The same clock, except that its time never goes back: put back by an hour, it would make waits an hour longer. */
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
