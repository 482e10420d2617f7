import { type Clock, systemClock } from '@ksef/core';

/** Pauses are cut short: tests wait for events, not for time. */
export const hastyClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};

/** Pauses are short, and yet the time that they should take has passed after them. */
export function leapingClock(): Clock & { leap(ms: number): void } {
  let leaptMs = 0;
  return {
    now: () => Date.now() + leaptMs,
    sleep: async (ms, signal) => {
      await systemClock.sleep(Math.min(ms, 20), signal);
      leaptMs += Math.max(0, ms - 20);
    },
    leap: (ms) => {
      leaptMs += ms;
    },
  };
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}
