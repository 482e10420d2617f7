import type { FetchResponse } from '../fetch-function.js';

/** Discards the body unread. Nothing waits for that, and a failure is ignored: there is nothing to lose. */
export function discard({ body }: FetchResponse): void {
  body?.cancel().catch(() => {});
}
