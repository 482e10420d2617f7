import type { Clock } from './clock.js';

/**
 * Starts measuring: the function tells milliseconds since then. Never less than none, though clocks are put back.
 *
 * @example
 * ```ts
 * import { stopwatch, systemClock } from '@ksef/core';
 *
 * const elapsedMs = stopwatch(systemClock);
 * console.log(`took ${elapsedMs()} ms`);
 * ```
 */
export function stopwatch(clock: Clock): () => number {
  const began = clock.now();
  return () => Math.max(0, clock.now() - began);
}
