import { onAbort } from './on-abort.js';

/**
 * The promise's outcome, or the signal's reason if that aborts first. The promise itself continues. A failure that
 * nobody waits for any more is ignored.
 *
 * @example
 * ```ts
 * import { untilAborted } from '@ksef/core/internal';
 *
 * declare function slow(): Promise<string>; // takes no signal
 * const text = await untilAborted(slow(), AbortSignal.timeout(1_000));
 * ```
 */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    promise.then(resolve, reject).finally(onAbort(signal, abort));
  });
}
