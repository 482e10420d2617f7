import { anything, isSignal, numberFrom, type OptionChecks, oneOf, text } from '@ksef/core/internal';
import type { CallOptions } from './operation.js';

/** What each option of a call must be, for functions that take them among their own. */
export const callChecks: OptionChecks<CallOptions> = {
  signal: isSignal,
  // Checked where it is read.
  context: anything,
  bearer: text,
  timeoutMs: numberFrom(1, 2 ** 31 - 1),
  priority: oneOf('interactive', 'background'),
};
