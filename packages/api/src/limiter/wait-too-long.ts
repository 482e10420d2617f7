import type { AdmissionRequest } from '../rate-limiter.js';
import { LimiterQueueError } from './limiter-queue-error.js';

/** The error for a request that would have to wait longer than `maxWaitMs`; undefined if it would not. */
export function waitTooLong(
  request: AdmissionRequest,
  waitMs: number,
  maxWaitMs: number,
  queued: number,
): LimiterQueueError | undefined {
  if (waitMs <= maxWaitMs && waitMs < Number.POSITIVE_INFINITY) return undefined;
  const { operation } = request;
  const code = 'RATE_LIMIT_WAIT_TOO_LONG';
  if (!(waitMs < Number.POSITIVE_INFINITY)) {
    return new LimiterQueueError(
      `${operation} was not sent: KSeF's limit for it is 0. Ask KSeF, or send by batch.`,
      {
        code,
        operation,
        queued,
        waitMs,
      },
    );
  }
  return new LimiterQueueError(
    `${operation} was not sent: KSeF's limits let it out in ${Math.ceil(waitMs / 1000)} s at the earliest, and maxWaitMs is ${maxWaitMs}.`,
    { code, operation, queued, waitMs },
  );
}
