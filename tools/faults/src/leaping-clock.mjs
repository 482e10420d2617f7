import { systemClock } from '@ksef/core';

const longestPauseMs = 5;

export function leapingClock() {
  let leaptMs = 0;
  return {
    now: () => Date.now() + leaptMs,
    async sleep(ms, signal) {
      await systemClock.sleep(Math.min(ms, longestPauseMs), signal);
      leaptMs += Math.max(0, ms - longestPauseMs);
    },
  };
}
