import type { Clock } from './clock.js';
import { growingWaits } from './growing-waits.js';
import { steadyClock } from './steady-clock.js';

/** Options of {@link waitUntil}. */
export interface WaitUntilOptions<T> {
  readonly clock: Clock;
  /** The first pause, in milliseconds; each next one is half as long again. */
  readonly firstWaitMs: number;
  /** The longest pause, in milliseconds. */
  readonly longestWaitMs: number;
  /** Longest wait in total, in milliseconds. After it, the state is read once more; 0 reads once. */
  readonly timeoutMs: number;
  /** Creates the error for a timeout, from the last state and the last tolerated error. */
  readonly signal?: AbortSignal | undefined;
  /** Creates the error for a wait that took too long, from the last state and the last tolerated error. */
  onTimeout(last: T | undefined, failure: unknown): Error;
  /** Whether to read again after this error of `read`. Default: never. */
  readonly canRetry?: ((error: unknown) => boolean) | undefined;
  /** Called before every pause. Exceptions thrown by it end the wait. */
  readonly onWait?: ((waitMs: number, last: T | undefined) => void) | undefined;
}

/**
 * Reads a state until it is done, with growing pauses. `isDone` throws to end the wait with an error.
 *
 * If the clock is set back, the wait does not get longer.
 *
 * @throws what `onTimeout` creates; errors of `read` and `isDone`; the signal's reason
 * @example
 * ```ts
 * import { systemClock } from '@ksef/core';
 * import { waitUntil } from '@ksef/core/internal';
 *
 * declare function readJob(): Promise<{ readonly code: number }>; // yours
 * const job = await waitUntil(readJob, ({ code }) => code === 200, {
 *   clock: systemClock,
 *   firstWaitMs: 500,
 *   longestWaitMs: 10_000,
 *   timeoutMs: 60_000,
 *   onTimeout: (last) => new Error(`Still ${last?.code} after a minute.`),
 * });
 * ```
 */
export async function waitUntil<T>(
  read: () => Promise<T>,
  isDone: (state: T) => boolean,
  options: WaitUntilOptions<T>,
): Promise<T> {
  const { signal, canRetry, onWait } = options;
  const clock = steadyClock(options.clock);
  const deadline = clock.now() + options.timeoutMs;
  let last: T | undefined;
  let failure: unknown;
  for (const pauseMs of growingWaits(options.firstWaitMs, options.longestWaitMs)) {
    signal?.throwIfAborted();
    const found = await read().then(
      (state) => ({ state }),
      (error: unknown) => {
        signal?.throwIfAborted();
        if (!canRetry?.(error)) throw error;
        failure = error;
        return undefined;
      },
    );
    if (found !== undefined) {
      last = found.state;
      if (isDone(last)) return last;
    }
    const leftMs = deadline - clock.now();
    if (leftMs <= 0) break;
    const waitMs = Math.min(pauseMs, leftMs);
    onWait?.(waitMs, last);
    await clock.sleep(waitMs, signal);
  }
  throw options.onTimeout(last, failure);
}
