import { onAbort } from './on-abort.js';

/** The source of time. Replaceable in tests, and by a virtual clock in simulations. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Resolves after `ms` milliseconds, or 24 days. Rejects with the signal's reason if that aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The system clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep(ms, signal) {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      // A timer for longer than 2^31 - 1 ms would fire at once.
      const timer = setTimeout(
        () => {
          off();
          resolve();
        },
        Math.min(ms, 2 ** 31 - 1),
      );
      const off = onAbort(signal, () => {
        off();
        clearTimeout(timer);
        reject(signal?.reason);
      });
    });
  },
};
