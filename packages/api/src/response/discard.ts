import type { FetchResponse } from '../fetch-function.js';

/** Throws the body away unread. Nobody waits for that, or learns that it failed: there was nothing to lose. */
export function discard({ body }: FetchResponse): void {
  body?.cancel().catch(() => {});
}
