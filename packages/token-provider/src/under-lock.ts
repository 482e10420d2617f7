import type { Entry } from './entry.js';
import { failureInfo, type TokenEvent } from './token-event.js';
import type { TokenLock } from './token-lock.js';

/**
 * Runs under the lock when there is one. A lock that cannot be had does not stop the login: parallel logins
 * cost KSeF a little and break nothing (ksef-api#376).
 */
export async function underLock<T>(
  lock: TokenLock | undefined,
  entry: Entry,
  signal: AbortSignal,
  emit: (event: TokenEvent) => void,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (!lock) return run(signal);
  let started: Promise<T> | undefined;
  try {
    return await lock.withLock(
      entry.key,
      (lost) => {
        started = run(AbortSignal.any([signal, lost]));
        return started;
      },
      { signal },
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!started) {
      emit({ type: 'lock-failed', context: entry.context, ...failureInfo(error) });
      return run(signal);
    }
    // Either its own failure, or only giving the lock back failed and the tokens are good.
    const result = await started;
    emit({ type: 'lock-failed', context: entry.context, ...failureInfo(error) });
    return result;
  }
}
