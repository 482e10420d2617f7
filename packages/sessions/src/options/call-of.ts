import type { CallOptions } from '@ksef/api';

/** What of a function's options is for each of its requests: others refuse the rest as unknown. */
export function callOf({ signal, context, bearer, timeoutMs, priority }: CallOptions): CallOptions {
  return { signal, context, bearer, timeoutMs, priority };
}
