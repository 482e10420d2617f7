import type { Answer } from './answer.js';

const firstMs = 250;
const longestMs = 8_000;

/** Pause before the next attempt: doubling, and anywhere between half and the whole of it. */
export function backoffMs(count: number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** (count - 1));
  const random = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return Math.round((whole / 2) * (1 + random / 2 ** 32));
}

/** Milliseconds that a `Retry-After` header asks for, given as seconds or as a date by the server's own clock. */
export function retryAfterMs(headers: Answer['headers'], nowMs: number): number | undefined {
  const header = headers.get('retry-after');
  if (!header) return undefined;
  const seconds = Number(header);
  const ms =
    seconds >= 0
      ? seconds * 1000
      : Math.max(0, Date.parse(header) - (Date.parse(headers.get('date') ?? '') || nowMs));
  return Number.isNaN(ms) ? undefined : ms;
}
