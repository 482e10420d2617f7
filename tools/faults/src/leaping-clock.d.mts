import type { Clock } from '@ksef/core';

/** Pauses are short, and yet the time that they should take has passed after them. */
export function leapingClock(): Clock;
