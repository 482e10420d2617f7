// Timers beyond this fire at once.
const longestTimerMs = 2 ** 31 - 1;

/** A signal that ends after a time, or with the caller's, until `end` is called. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  end(): void;
}

/** Starts a time limit. A listener costs a fifth of AbortSignal.any, but must be taken away: call `end`. */
export function timeLimit(ms: number, caller: AbortSignal | undefined, late?: () => Error): TimeLimit {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(late?.()), Math.min(ms, longestTimerMs));
  const follow = () => limit.abort(caller?.reason);
  if (caller?.aborted) follow();
  caller?.addEventListener('abort', follow);
  return {
    signal: limit.signal,
    end() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', follow);
    },
  };
}
