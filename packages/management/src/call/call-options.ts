import type { CallOptions } from '@ksef/api';
import { anything, checkOptions, isSignal, numberOrInfinity, type OptionChecks } from '@ksef/core/internal';

/** Options of calls that wait for KSeF. */
export interface WaitOptions extends CallOptions {
  /** Longest wait for KSeF to finish, in milliseconds. Default one minute. */
  readonly waitTimeoutMs?: number | undefined;
}

// What the API checks itself.
const call: OptionChecks<CallOptions> = {
  signal: isSignal,
  context: anything,
  bearer: anything,
  timeoutMs: anything,
  priority: anything,
};

/** Refuses unknown options of a call. @throws InvalidInputError `INVALID_OPTION` */
export function checkCallOptions(options: unknown): void {
  checkOptions<CallOptions>(options, call);
}

/** The same, with options of the function's own. @throws InvalidInputError `INVALID_OPTION` */
export function checkOptionsOf<Own>(options: unknown, own: OptionChecks<Own>): void {
  checkOptions(options, { ...call, ...own } as OptionChecks<unknown>);
}

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkWaitOptions(options: unknown): void {
  checkOptionsOf<{ waitTimeoutMs: unknown }>(options, { waitTimeoutMs: numberOrInfinity(0) });
}

/** How states are polled: KSeF allows 30 questions a minute. */
export const polling = { firstWaitMs: 500, longestWaitMs: 10_000, defaultTimeoutMs: 60_000 } as const;
