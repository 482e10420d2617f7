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

/** What a timer can wait for, in milliseconds. */
const longestTimeoutMs = 2_147_483_647;

/** For one request: elsewhere 0 means no limit; here every request would fail at once, as if KSeF did not answer. */
export const requestTimeout: OptionCheck = /* @__PURE__ */ numberFrom(1, longestTimeoutMs);

/** For a wait that may take as long as it wants. */
export const waitTimeout: OptionCheck = /* @__PURE__ */ numberOrInfinity(0);

/** What each option of a call must be, for functions that take them among their own. */
export const callChecks: OptionChecks<CallOptions> = /* @__PURE__ */ Object.freeze({
  signal: isSignal,
  // Checked where it is read.
  context: anything,
  bearer: someText,
  timeoutMs: requestTimeout,
  priority: oneOf('interactive', 'background'),
});

/**
 * Refuses options of a call that are unknown or make no sense, and those of the function's own by `own`.
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
