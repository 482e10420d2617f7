import { KsefError } from '@ksef/core';
import type { Entry } from './entry.js';
import { failureInfo, type TokenEvent } from './token-event.js';
import type { TokenLock } from './token-lock.js';

/**
 * Runs under the lock if there is one. Unless the lock is required, an unreachable lock does not stop the login:
 * parallel logins cost little and break nothing (ksef-api#376). For the same reason, a lock that is lost meanwhile
 * stops nothing: the fence protects the store.
 */
export async function underLock<T>(
  lock: { readonly use: TokenLock; readonly required: boolean } | undefined,
  entry: Entry,
  signal: AbortSignal,
  emit: (event: TokenEvent) => void,
  run: (hold: { readonly held: boolean; readonly fence?: number | undefined }) => Promise<T>,
): Promise<T> {
  if (!lock) return run({ held: false });
  let started: Promise<T> | undefined;
  try {
    return await lock.use.withLock(
      entry.key,
      (_lost, fence) => {
        started = run({ held: true, fence });
        return started;
      },
      { signal },
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!started) {
      emit({ type: 'lock-failed', context: entry.context, ...failureInfo(error) });
      if (!lock.required) return run({ held: false });
      throw new KsefError(
        `No login for ${entry.key}: the lock is unreachable, and whenLockFails is 'fail'.`,
        { code: 'LOCK_FAILED', cause: error },
      );
    }
    // Either its own failure, or only releasing the lock failed and the tokens are valid.
    const result = await started;
    emit({ type: 'lock-failed', context: entry.context, ...failureInfo(error) });
    return result;
  }
}
