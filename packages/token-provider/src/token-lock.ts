import { untilAborted } from '@ksef/core/internal';
import type { AsyncOptions } from './authenticator.js';

/** Allows one holder at a time to refresh a context's tokens, across everything that shares the lock. */
export interface TokenLock {
  /**
   * Waits for the key, runs `fn`, releases the key however `fn` ends, and returns what `fn` returned.
   * The signal passed to `fn` aborts when the lock is lost. `options.signal` ends the wait.
   *
   * A lock that can be lost passes a fence too: a number greater than that of every earlier holder of the
   * key. It is saved with the tokens, and a matching store rejects what an outdated holder saves.
   */
  withLock<T>(
    key: string,
    fn: (signal: AbortSignal, fence?: number) => Promise<T>,
    options?: AsyncOptions,
  ): Promise<T>;
}

/** A lock for the providers of one process; between processes use one over Redis or PostgreSQL. */
export function inProcessLock(): TokenLock {
  const tails = new Map<string, Promise<void>>();
  return {
    async withLock(key, fn, options) {
      options?.signal?.throwIfAborted();
      const before = tails.get(key);
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      // A waiter that gives up still passes its turn on, once the waiters before it are done.
      const tail = before ? before.then(() => held) : held;
      tails.set(key, tail);
      void tail.then(() => {
        if (tails.get(key) === tail) tails.delete(key);
      });
      try {
        if (before) await untilAborted(before, options?.signal);
        return await fn(options?.signal ?? new AbortController().signal);
      } finally {
        release();
      }
    },
  };
}
