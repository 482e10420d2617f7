import { type Clock, KsefError, systemClock } from '@ksef/core';
import { checkOptions, isClock, numberFrom, type OptionChecks } from '@ksef/core/internal';
import type { AsyncOptions } from './authenticator.js';
import type { TokenLock } from './token-lock.js';

/** Leases of keys in a shared backend. Three atomic steps; {@link leaseLock} builds a lock from them. */
export interface Leases {
  /**
   * Takes the key for `lockTtlMs` if nobody has it. Fences always rise from one holder of a key to the next. Otherwise
   * returns how long the holder's lease still lasts.
   */
  take(
    key: string,
    owner: string,
    lockTtlMs: number,
    options: AsyncOptions,
  ): Promise<{ readonly fence: number } | { readonly heldForMs: number }>;
  /** Renews the owner's lease; false when it no longer belongs to the owner. */
  renew(key: string, owner: string, lockTtlMs: number, options: AsyncOptions): Promise<boolean>;
  /** Releases the key, if the owner still has it. */
  release(key: string, owner: string, options: AsyncOptions): Promise<void>;
}

/** Options of {@link leaseLock}. */
export interface LeaseLockOptions {
  /** How long a dead holder keeps the others waiting, in milliseconds. Default 10 000. */
  readonly lockTtlMs?: number | undefined;
  /** The longest pause between two attempts to get a key that another process holds, in milliseconds. Default 250. */
  readonly pollIntervalMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

const firstPauseMs = 20;
const optionChecks: OptionChecks<LeaseLockOptions> = {
  lockTtlMs: numberFrom(100),
  pollIntervalMs: numberFrom(1),
  clock: isClock,
};

/**
 * A lock that expires at most `lockTtlMs` after its holder dies. It is renewed while it is held. When renewal fails for
 * too long, the holder's signal aborts with `LOCK_LOST`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { leaseLock, type Leases, type TokenLock } from '@ksef/token-provider';
 *
 * declare const leases: Leases; // over DynamoDB, etcd, your database
 * const lock: TokenLock = leaseLock(leases, { lockTtlMs: 5_000 });
 * ```
 */
export function leaseLock(leases: Leases, options: LeaseLockOptions = {}): TokenLock {
  checkOptions<LeaseLockOptions>(options, optionChecks);
  const { lockTtlMs = 10_000, pollIntervalMs = 250, clock = systemClock } = options;
  return {
    async withLock(key, fn, { signal } = {}) {
      signal?.throwIfAborted();
      const owner = crypto.randomUUID();
      const { fence, until } = await take(key, owner, signal);
      const ended = new AbortController();
      const lost = new AbortController();
      const renewing = keep(key, owner, until, ended.signal, () =>
        lost.abort(
          new KsefError(`The lock on ${key} was lost: it could not be renewed in time.`, {
            code: 'LOCK_LOST',
          }),
        ),
      );
      try {
        return await fn(signal ? AbortSignal.any([signal, lost.signal]) : lost.signal, fence);
      } finally {
        ended.abort();
        await renewing;
        // If that fails, the lease expires.
        await leases.release(key, owner, {}).catch(() => {});
      }
    },
  };

  async function take(
    key: string,
    owner: string,
    signal: AbortSignal | undefined,
  ): Promise<{ fence: number; until: number }> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, pollIntervalMs)) {
      const asked = clock.now();
      const answer = await leases.take(key, owner, lockTtlMs, { signal }).catch((error: unknown) => {
        // It may have succeeded, with only the response lost.
        leases.release(key, owner, {}).catch(() => {});
        throw error;
      });
      if ('fence' in answer) return { fence: answer.fence, until: asked + lockTtlMs };
      // Randomized, so that waiters retry at different times.
      const jittered = pauseMs * (0.5 + random() / 2);
      await clock.sleep(Math.min(jittered, answer.heldForMs + 1), signal);
    }
  }

  /** Renews the lease after every third of its duration, until `ended` aborts. */
  async function keep(
    key: string,
    owner: string,
    until: number,
    ended: AbortSignal,
    onLost: () => void,
  ): Promise<void> {
    let end = until;
    while (!ended.aborted) {
      await clock.sleep(lockTtlMs / 3, ended).catch(() => {});
      if (ended.aborted) return;
      const asked = clock.now();
      const renewed = await leases.renew(key, owner, lockTtlMs, { signal: ended }).catch(() => undefined);
      if (ended.aborted) return;
      if (renewed) end = asked + lockTtlMs;
      else if (renewed === false || clock.now() + lockTtlMs / 3 >= end) return onLost();
    }
  }
}

function random(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
