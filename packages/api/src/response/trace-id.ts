import type { FetchResponse } from '../fetch-function.js';

// The contract names no header: these are the usual ones, the last that of the storage behind presigned addresses.
const names = ['x-trace-id', 'traceparent', 'x-request-id', 'x-ms-request-id'];

/** The id by which KSeF's help desk finds a request, where the response's headers hold one. */
export function traceIdOf({ headers }: FetchResponse): string | undefined {
  for (const name of names) {
    const value = headers.get(name);
    // W3C Trace Context: version, trace id, parent id, flags.
    if (value && value.length < 200) return /^[\da-f]{2}-([\da-f]{32})-/.exec(value)?.[1] ?? value;
  }
  return undefined;
}
