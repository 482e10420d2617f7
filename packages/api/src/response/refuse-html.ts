import type { FetchResponse } from '../fetch-function.js';
import { discard } from './discard.js';

/** Throws if a gateway answered instead of KSeF, without reading the body. */
export function refuseHtml(response: FetchResponse): void {
  if (!response.headers.get('content-type')?.includes('text/html')) return;
  discard(response);
  throw new Error("a gateway's HTML page");
}
