import { KsefStatusError } from '@ksef/core';
import { isPassing, stopwatch, waitUntil } from '@ksef/core/internal';
import { getSession, isFinal, isUnknownSession, type SessionState } from '../../status/index.js';
import { type Caller, retryWhenLimited } from './retry-when-limited.js';

const firstWaitMs = 500;
const longestWaitMs = 30_000;
const mostUnknown = 4;

/**
 * Waits until a closed session is processed, whatever the outcome. The polling interval grows.
 *
 * @throws KsefStatusError `WAIT_TIMEOUT`
 */
export async function waitForBatch(
  caller: Caller,
  referenceNumber: string,
  waitTimeoutMs: number,
): Promise<SessionState> {
  const { api, call } = caller;
  const elapsedMs = stopwatch(api.clock);
  let told = '';
  let unknown = 0;
  return waitUntil(
    async () => {
      const state = await retryWhenLimited(caller, () => getSession(api, referenceNumber, call));
      told = tell(caller, referenceNumber, state, told, elapsedMs);
      return state;
    },
    ({ status }) => isFinal(status.code),
    {
      clock: api.clock,
      signal: call.signal,
      firstWaitMs,
      longestWaitMs,
      timeoutMs: waitTimeoutMs,
      canRetry: (error) => isPassing(error) || (isUnknownSession(error) && ++unknown <= mostUnknown),
      onWait: (waitMs) => caller.emit?.({ type: 'waiting', what: 'KSeF to process the session', waitMs }),
      onTimeout: (last, cause) =>
        new KsefStatusError(
          `KSeF has not processed session ${referenceNumber} in time. It has the invoices: ask later, do not send them again.`,
          {
            code: 'WAIT_TIMEOUT',
            status: last?.status ?? { code: 150, description: '' },
            referenceNumber,
            cause,
          },
        ),
    },
  );
}

function tell(
  { emit }: Caller,
  referenceNumber: string,
  state: SessionState,
  told: string,
  elapsedMs: () => number,
): string {
  const facts = {
    code: state.status.code,
    description: state.status.description,
    invoiceCount: state.invoiceCount ?? undefined,
    successfulInvoiceCount: state.successfulInvoiceCount ?? undefined,
    failedInvoiceCount: state.failedInvoiceCount ?? undefined,
  };
  const now = JSON.stringify(facts);
  const sessionReferenceNumber = referenceNumber;
  if (now !== told)
    emit?.({ type: 'batch-state', sessionReferenceNumber, ...facts, durationMs: elapsedMs() });
  return now;
}
