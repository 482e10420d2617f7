import type { Clock } from './clock.js';

/**
 * Starts measuring: the returned function gives the milliseconds since then, never less than 0 even if the clock is
 * set back.
 *
 * @example
 * ```ts
 * import { systemClock } from '@ksef/core';
 * import { stopwatch } from '@ksef/core/internal';
 *
 * const elapsedMs = stopwatch(systemClock);
 * console.log(`took ${elapsedMs()} ms`);
 * ```
 */
export function stopwatch(clock: Clock): () => number {
  const began = clock.now();
  return () => Math.max(0, clock.now() - began);
}
