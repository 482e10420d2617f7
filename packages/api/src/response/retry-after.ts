import type { FetchResponse } from '../fetch-function.js';

// KSeF's longest window. If the header asks for more, or for billions, the request is retried after this time.
const longestMs = 3_600_000;

/** The delay of a `Retry-After` header in milliseconds, given as seconds or as a date by the server's own clock. */
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
