import type { CallOptions } from '@ksef/api';
import {
  anything,
  isSignal,
  numberFrom,
  numberOrInfinity,
  type OptionCheck,
  type OptionChecks,
  objectWith,
  oneOf,
  required,
  someText,
} from '@ksef/core/internal';

/** What a timer can wait for, in milliseconds. */
const longestTimeoutMs = 2_147_483_647;

/** For one request: elsewhere 0 means no limit; here every request would fail at once, as if KSeF did not answer. */
export const requestTimeout: OptionCheck = /* @__PURE__ */ numberFrom(1, longestTimeoutMs);

/** For a wait that may take as long as it wants. */
export const waitTimeout: OptionCheck = /* @__PURE__ */ numberOrInfinity(0);

/** Of every call to KSeF. The context is checked where it is used. */
export const callChecks: OptionChecks<CallOptions> = /* @__PURE__ */ Object.freeze({
  signal: isSignal,
  context: anything,
  bearer: someText,
  timeoutMs: requestTimeout,
  priority: oneOf('interactive', 'background'),
});

export const encryptorCheck: OptionCheck = /* @__PURE__ */ required(
  objectWith('encryptSymmetricKey', 'forceRefresh'),
);

export const journalCheck: OptionCheck = /* @__PURE__ */ objectWith('open', 'runs', 'remove');
