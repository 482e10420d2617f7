import { onAbort } from '@ksef/core/internal';

/** The promise's result, or the signal's reason if the signal aborts first. Removes its listener from the signal. */
export async function unlessAborted<T>(promise: Promise<T> | T, signal: AbortSignal | undefined): Promise<T> {
  let off = () => {};
  const aborted = new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    else off = onAbort(signal, () => reject(signal?.reason));
  });
  try {
    // Raced even if the signal is already aborted: nothing else would handle the promise's rejection.
    return await Promise.race([aborted, promise]);
  } finally {
    off();
  }
}
