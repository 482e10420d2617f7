export {
  type Account,
  EffectiveLimits,
  type GroupLimits,
  type LimitsReader,
} from './limiter/effective-limits.js';
export type { LimiterEvent } from './limiter/limiter-event.js';
export { LimiterQueueError } from './limiter/limiter-queue-error.js';
export {
  type LimiterOptions,
  type QueueingLimiter,
  slidingWindowLimiter,
} from './limiter/sliding-window-limiter.js';
export { type Waiter, Waiters } from './limiter/waiters.js';
export { windowsOf } from './limiter/windows.js';
