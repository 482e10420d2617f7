import type { CallOptions } from '@ksef/api';

/** The options of a function that apply to each of its requests. Requests reject the other options as unknown. */
export function callOf({ signal, context, bearer, timeoutMs, priority }: CallOptions): CallOptions {
  return { signal, context, bearer, timeoutMs, priority };
}
