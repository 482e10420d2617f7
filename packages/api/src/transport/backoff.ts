const firstMs = 250;
const longestMs = 8_000;

/** Pause before the next attempt: doubling, randomized between half and the whole of it. */
export function backoffMs(attempt: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (attempt - 1));
  return Math.round((whole / 2) * (1 + Math.random()));
}
