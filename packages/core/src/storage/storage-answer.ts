import { KsefError } from '../errors/ksef-error.js';
import { errorLabel, safeCause } from '../errors/safe-cause.js';
import { untilAborted } from '../time/until-aborted.js';

/**
 * The answer of an `unstorage` storage, or the signal's reason. Errors of its driver can contain what was sent: only
 * their name and code are passed on.
 *
 * @throws KsefError `STORAGE_FAILED`
 * @example
 * ```ts
 * import { storageAnswer } from '@ksef/core/internal';
 *
 * declare const storage: { getItem(key: string): Promise<unknown> };
 * const item = await storageAnswer(storage.getItem('key'), AbortSignal.timeout(1_000));
 * ```
 */
export function storageAnswer<T>(answer: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const known = answer.catch((error: unknown) => {
    throw new KsefError(`The storage failed (${errorLabel(error)}).`, {
      code: 'STORAGE_FAILED',
      cause: safeCause(error),
    });
  });
  return untilAborted(known, signal);
}
