import { onAbort } from '@ksef/core';

/** What a promise gives, or the signal's reason when that aborts first. Leaves nothing behind at the signal. */
export async function unlessAborted<T>(promise: Promise<T> | T, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let off = () => {};
  const aborted = new Promise<never>((_, reject) => {
    off = onAbort(signal, () => reject(signal.reason));
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    off();
  }
}
