/**
 * Parts of the transport and of rate limiters, and checks of options, that the `@ksef/*` packages share. They are not
 * stable: any release may change them.
 *
 * @packageDocumentation
 */
export {
  callChecks,
  checkCallOptions,
  checkWaitOptions,
  requestTimeout,
  waitTimeout,
} from './call-checks.js';
export { AdmissionLine, type AdmissionLineOptions } from './limiter/admission-line.js';
export { type Account, EffectiveLimits, type EffectiveLimitsOptions } from './limiter/effective-limits.js';
export { limiterChecks } from './limiter/limiter-options.js';
export { prioritized } from './limiter/prioritized.js';
export { Route } from './limiter/route.js';
export { CountingLimiter } from './limiter/shared/counting-limiter.js';
export type { Asker, CountedIn, SharedCounters } from './limiter/shared/shared-counters.js';
export { sharedLimiterChecks } from './limiter/shared/shared-limiter-options.js';
export { waitTooLong } from './limiter/wait-too-long.js';
export { AdmissionTimes, longestWindowMs, type Window, windowsOf } from './limiter/windows.js';
export { discard } from './response/discard.js';
export { readBytes } from './response/read-bytes.js';
export { type TimeLimit, timeLimit } from './transport/time-limit.js';
export { untilAborted } from './transport/until-aborted.js';
