import type { FetchResponse } from '../fetch-function.js';

// KSeF's longest window. What asks for more, or for billions, is asked again after that.
const longestMs = 3_600_000;

/** Milliseconds that a `Retry-After` header asks for, given as seconds or as a date by the server's own clock. */
export function retryAfterMs(headers: FetchResponse['headers'], nowMs: number): number | undefined {
  const header = headers.get('retry-after');
  if (!header) return undefined;
  const seconds = Number(header);
  const ms =
    seconds >= 0
      ? seconds * 1000
      : Math.max(0, Date.parse(header) - (Date.parse(headers.get('date') ?? '') || nowMs));
  return ms >= 0 ? Math.min(ms, longestMs) : undefined;
}
