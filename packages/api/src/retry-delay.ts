const firstMs = 250;
const longestMs = 8_000;

/** Pause before the next attempt: doubling, and anywhere between half and the whole of it. */
export function backoffMs(count: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (count - 1));
  const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return Math.round((whole / 2) * (1 + random / 2 ** 32));
}

/** Milliseconds that a `Retry-After` header asks for, given as seconds or as a date. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
