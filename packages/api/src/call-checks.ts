import {
  anything,
  checkOptions,
  isSignal,
  numberFrom,
  numberOrInfinity,
  type OptionCheck,
  type OptionChecks,
  oneOf,
  someText,
} from '@ksef/core/internal';
import type { CallOptions } from './operation.js';

/** The longest wait of a timer, in milliseconds. */
const longestTimeoutMs = 2_147_483_647;

/** For one request. Elsewhere 0 means no limit; here every request would fail at once, as if KSeF did not answer. */
export const requestTimeout: OptionCheck = /* @__PURE__ */ numberFrom(1, longestTimeoutMs);

/** For a wait of any length. */
export const waitTimeout: OptionCheck = /* @__PURE__ */ numberOrInfinity(0);

/** Checks of the call options, for functions that combine them with their own. */
export const callChecks: OptionChecks<CallOptions> = /* @__PURE__ */ Object.freeze({
  signal: isSignal,
  // Validated where it is read.
  context: anything,
  bearer: someText,
  timeoutMs: requestTimeout,
  priority: oneOf('interactive', 'background'),
});

/**
 * Rejects call options that are unknown or invalid, and checks the function's own options with `own`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 */
export function checkCallOptions<Own>(options: unknown, own?: OptionChecks<Own>): void {
  checkOptions(options, { ...callChecks, ...own } as OptionChecks<unknown>);
}

/** The same, for calls that wait for KSeF. @throws InvalidInputError `INVALID_OPTION` */
export function checkWaitOptions(options: unknown): void {
  checkCallOptions<{ waitTimeoutMs: unknown }>(options, { waitTimeoutMs: waitTimeout });
}
