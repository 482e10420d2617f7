import type { Api, CallOptions } from '@ksef/api';
import { UnknownOutcomeError } from '@ksef/core';
import { isPassing } from '@ksef/core/internal';
import { getSession } from './session-queries.js';

/**
 * A session's status after a close with an `unclear` answer. Undefined while KSeF cannot be reached: then it is
 * requested again, and in the end the close stays unclear.
 *
 * @throws UnknownOutcomeError when KSeF refuses to return the status
 */
export async function statusAfterClose(
  api: Api,
  referenceNumber: string,
  unclear: unknown,
  options: CallOptions,
): Promise<number | undefined> {
  try {
    return (await getSession(api, referenceNumber, options)).status.code;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (isPassing(error)) return undefined;
    if (!(unclear instanceof UnknownOutcomeError)) throw error;
    throw new UnknownOutcomeError(
      `Whether session ${referenceNumber} was closed could not be found out: ask for its status before anything is sent again.`,
      { operation: unclear.operation, cause: error },
    );
  }
}
