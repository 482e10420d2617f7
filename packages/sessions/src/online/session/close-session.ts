import { type Api, type CallOptions, closeOnlineSession } from '@ksef/api';
import { referenceNumber as checkReference, KsefApiError, UnknownOutcomeError } from '@ksef/core';
import { callback, checkOptions, growingWaits, observed } from '@ksef/core/internal';
import type { SessionEvent } from '../../events/index.js';
import { callChecks, callOf } from '../../options/index.js';
import { isFinal, statusAfterClose } from '../../status/index.js';

/** Options of {@link closeSession}. */
export interface CloseSessionOptions extends CallOptions {
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

const statusForbids = 21180;
const mostAttempts = 6;

/**
 * Closes an online session by its reference number, e.g. one that a dead process left open. Closing it again is safe:
 * when KSeF's answer is unclear, the session's status shows whether anything is left to do.
 *
 * @throws InvalidInputError `INVALID_REFERENCE_NUMBER`
 * @throws KsefApiError 21173 for a session that KSeF does not know
 * @throws UnknownOutcomeError when it was still open after several attempts
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { closeSession } from '@ksef/sessions';
 *
 * declare const api: Api;
 * await closeSession(api, '20260201-SO-2F0B8E5000-9C1F1E2D3A-5B');
 * ```
 */
export async function closeSession(
  api: Api,
  referenceNumber: string,
  options: CloseSessionOptions = {},
): Promise<void> {
  checkOptions<CloseSessionOptions>(options, { ...callChecks, onEvent: callback });
  const reference = checkReference(referenceNumber);
  const onEvent = observed(options.onEvent);
  const call = callOf(options);
  const waits = growingWaits(300, 5_000);
  for (let attempt = 1; ; attempt++) {
    try {
      return await closeOnlineSession(api, { referenceNumber: reference }, call);
    } catch (error) {
      const unclear =
        error instanceof UnknownOutcomeError ||
        (error instanceof KsefApiError && error.hasCode(statusForbids));
      if (!unclear) throw error;
      const code = await statusAfterClose(api, reference, error, call);
      if (code !== undefined && (code === 170 || isFinal(code))) return;
      if (attempt >= mostAttempts) throw error;
      const waitMs = waits.next().value;
      onEvent?.({ type: 'waiting', what: 'a session that is not closed yet', waitMs });
      await api.clock.sleep(waitMs, options.signal);
    }
  }
}
