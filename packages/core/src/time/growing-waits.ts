/**
 * An endless sequence of pauses in milliseconds. Each is half as long again as the previous one.
 *
 * @example
 * ```ts
 * import { systemClock } from '@ksef/core';
 * import { growingWaits } from '@ksef/core/internal';
 *
 * declare function isReady(): Promise<boolean>; // yours
 * const waits = growingWaits(200, 5_000);
 * while (!(await isReady())) await systemClock.sleep(waits.next().value);
 * ```
 */
export function* growingWaits(firstMs: number, longestMs: number): Generator<number, never> {
  for (let waitMs = firstMs; ; waitMs = Math.min(longestMs, waitMs * 1.5)) yield Math.round(waitMs);
}
