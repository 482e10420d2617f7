import { onAbort } from '@ksef/core';
import { timeLimit } from './time-limit.js';

/** Runs `work` until it ends, `ms` have passed (then `late` makes the error), or the caller aborts. */
export async function withinTime<T>(
  ms: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
  late: () => Error,
): Promise<T> {
  const { signal, end } = timeLimit(ms, caller, late);
  try {
    signal.throwIfAborted();
    // Raced, for work that pays no heed to its signal.
    return await new Promise<T>((resolve, reject) => {
      onAbort(signal, () => reject(signal.reason));
      work(signal).then(resolve, reject);
    });
  } finally {
    end();
  }
}
