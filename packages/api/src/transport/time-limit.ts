import { onAbort } from '@ksef/core/internal';

// Timers beyond this fire at once.
const longestTimerMs = 2 ** 31 - 1;

/** A signal that aborts after a time, or with the caller's, until `end` is called. */
export interface TimeLimit {
  readonly signal: AbortSignal;
  end(): void;
}

/** Starts a time limit. It uses memory until it is ended: call `end`. */
export function timeLimit(ms: number, caller: AbortSignal | undefined, late?: () => Error): TimeLimit {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(late?.()), Math.min(ms, longestTimerMs));
  const follow = () => limit.abort(caller?.reason);
  if (caller?.aborted) follow();
  const off = onAbort(caller, follow);
  return {
    signal: limit.signal,
    end() {
      clearTimeout(timer);
      off();
    },
  };
}
