import { growingWaits, isPassing, KsefStatusError, stopwatch } from '@ksef/core';
import { getSession, isFinal, isUnknownSession, type SessionState } from '../../status/index.js';
import { type Caller, pause, retryWhenLimited } from './retry-when-limited.js';

const firstWaitMs = 500;
const longestWaitMs = 30_000;
const mostUnknown = 4;

/**
 * Waits until a closed session is processed, whatever the outcome; asks less and less often.
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
  const deadline = api.clock.now() + waitTimeoutMs;
  let told = '';
  let last: SessionState | undefined;
  let failure: unknown;
  let unknown = 0;
  for (const waitMs of growingWaits(firstWaitMs, longestWaitMs)) {
    try {
      last = await retryWhenLimited(caller, () => getSession(api, referenceNumber, call));
      told = tell(caller, referenceNumber, last, told, elapsedMs);
      if (isFinal(last.status.code)) return last;
    } catch (error) {
      if (!isPassing(error) && !(isUnknownSession(error) && ++unknown <= mostUnknown)) throw error;
      failure = error;
    }
    if (api.clock.now() + waitMs > deadline) break;
    await pause(caller, 'KSeF to process the session', waitMs);
  }
  throw new KsefStatusError(
    `KSeF has not processed session ${referenceNumber} in time. It has the invoices: ask later, do not send them again.`,
    {
      code: 'WAIT_TIMEOUT',
      status: last?.status ?? { code: 150, description: '' },
      referenceNumber,
      cause: failure,
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
