import type { FetchResponse } from '../fetch-function.js';
import type { Hide } from './hide.js';

/**
 * The id that identifies a request for KSeF's help desk, if the response's headers contain it. The contract names no
 * header: these are the usual one, and that of W3C Trace Context (version, trace id, parent id, flags).
 */
export function traceIdOf({ headers }: FetchResponse, hide: Hide): string | undefined {
  const id = headers.get('x-trace-id') ?? headers.get('traceparent')?.split('-')[1];
  return id && hide(id).slice(0, 128);
}
