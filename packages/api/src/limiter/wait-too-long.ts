import type { AdmissionRequest } from '../rate-limiter.js';
import { LimiterQueueError } from './limiter-queue-error.js';

/** The refusal of a request that would have to wait longer than `maxWaitMs`; undefined when it would not. */
export function waitTooLong(
  request: AdmissionRequest,
  waitMs: number,
  maxWaitMs: number,
  queued: number,
): LimiterQueueError | undefined {
  if (waitMs <= maxWaitMs) return undefined;
  const { operation } = request;
  return new LimiterQueueError(
    `${operation} was not sent: KSeF's limits let it out in ${Math.ceil(waitMs / 1000)} s at the earliest, and maxWaitMs is ${maxWaitMs}.`,
    { code: 'RATE_LIMIT_WAIT_TOO_LONG', operation, queued, waitMs },
  );
}
