import { onAbort } from '@ksef/core/internal';

/** The same promise, but it rejects when the signal aborts, whether or not the work listens to it. */
export function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    onAbort(signal, () => reject(signal.reason));
    work.then(resolve, reject);
  });
}
