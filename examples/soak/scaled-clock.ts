import { type Clock, systemClock } from '@ksef/core';

/** A clock that runs `scale` times as fast as the machine's: half an hour of work fits into half a minute. */
export function scaledClock(scale: number, start: number): Clock {
  return {
    now: () => start + (Date.now() - start) * scale,
    sleep: (ms, signal) => systemClock.sleep(ms / scale, signal),
  };
}
