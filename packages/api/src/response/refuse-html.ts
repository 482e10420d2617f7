import type { FetchResponse } from '../fetch-function.js';

/** Throws when a gateway answered in KSeF's place, unread. */
export async function refuseHtml({ headers, body }: FetchResponse): Promise<void> {
  if (!headers.get('content-type')?.includes('text/html')) return;
  await body?.cancel();
  throw new Error("a gateway's HTML page came instead");
}
