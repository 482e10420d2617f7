export { AdmissionLine, type AdmissionLineOptions } from './limiter/admission-line.js';
export {
  type Account,
  EffectiveLimits,
  type EffectiveLimitsOptions,
  type LimitsReader,
} from './limiter/effective-limits.js';
export type { GroupLimits } from './limiter/group-limits.js';
export type { LimiterEvent } from './limiter/limiter-event.js';
export type { LimiterOptions } from './limiter/limiter-options.js';
export { LimiterQueueError } from './limiter/limiter-queue-error.js';
export { prioritized } from './limiter/prioritized.js';
export { Route } from './limiter/route.js';
export type { SharedLimiter, SharedLimiterOptions } from './limiter/shared/shared-limiter-options.js';
export { type QueueingLimiter, slidingWindowLimiter } from './limiter/sliding-window-limiter.js';
export { waitTooLong } from './limiter/wait-too-long.js';
export { AdmissionTimes, longestWindowMs, type Window, windowsOf } from './limiter/windows.js';
