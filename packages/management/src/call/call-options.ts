import type { CallOptions } from '@ksef/api';

/** Options of calls that wait for KSeF. */
export interface WaitOptions extends CallOptions {
  /** Longest wait for KSeF to finish, in milliseconds. Default one minute. */
  readonly waitTimeoutMs?: number | undefined;
}

/** How statuses are polled: KSeF allows 30 requests a minute. */
export const polling = { firstWaitMs: 500, longestWaitMs: 10_000, defaultTimeoutMs: 60_000 } as const;
