import { onAbort } from '@ksef/core/internal';

/** What a promise gives, or the signal's reason when that aborts first. Leaves nothing behind at the signal. */
export async function unlessAborted<T>(promise: Promise<T> | T, signal: AbortSignal | undefined): Promise<T> {
  let off = () => {};
  const aborted = new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    else off = onAbort(signal, () => reject(signal?.reason));
  });
  try {
    // Raced even when that is decided: nobody else would take the promise's failure.
    return await Promise.race([aborted, promise]);
  } finally {
    off();
  }
}
