/** Pauses that begin short and grow by half each time. */
export function* growingWaits(firstMs: number, longestMs: number): Generator<number, never> {
  for (let waitMs = firstMs; ; waitMs = Math.min(longestMs, waitMs * 1.5)) yield Math.round(waitMs);
}
