import type { Clock } from '@ksef/core';
import { callback, isClock, numberFrom, numberOrInfinity, type OptionChecks } from '@ksef/core/internal';
import type { LimitsReader } from './effective-limits.js';
import type { LimiterEvent } from './limiter-event.js';

/** Options of limiters that let requests wait in line. */
export interface LimiterOptions {
  readonly clock?: Clock | undefined;
  /**
   * How much later one request may reach KSeF than another one sent at the same time, in milliseconds. Windows are
   * longer by this value, the one of a second by a quarter at most. Default 1 000.
   */
  readonly marginMs?: number | undefined;
  /** The maximum number of waiting requests of one group. Default 10 000. */
  readonly maxQueued?: number | undefined;
  /**
   * The longest wait, in milliseconds. A request that would have to wait longer is rejected at once. Default: no limit.
   */
  readonly maxWaitMs?: number | undefined;
  /** Reads the limits of a context. Without it, the contract's limits apply. */
  readonly limitsOf?: LimitsReader | undefined;
  /** How often they are read again, in milliseconds. Default 3 600 000. */
  readonly refreshIntervalMs?: number | undefined;
  /** Called for every event. Exceptions thrown by the callback are ignored. */
  readonly onEvent?: ((event: LimiterEvent) => void) | undefined;
}

/** What each option must be. */
export const limiterChecks: OptionChecks<LimiterOptions> = {
  clock: isClock,
  marginMs: numberFrom(0),
  maxQueued: numberOrInfinity(0),
  maxWaitMs: numberOrInfinity(0),
  limitsOf: callback,
  refreshIntervalMs: numberOrInfinity(0),
  onEvent: callback,
};
