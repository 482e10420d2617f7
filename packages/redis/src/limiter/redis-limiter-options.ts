import { sharedLimiterChecks } from '@ksef/api/internal';
import type { SharedLimiterOptions } from '@ksef/api/limiter';
import { type OptionChecks, oneOf, text } from '@ksef/core/internal';
import { isTimeoutMs } from '../commands/redis-commands.js';

/** Options of {@link redisLimiter}. */
export interface RedisLimiterOptions extends SharedLimiterOptions {
  /** Prefix of every key. Default `ksef:limits:`. */
  readonly prefix?: string | undefined;
  /** The longest wait for one command, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
  /** The clock: `redis`, the default, or the `clock` given here, which all processes must share. */
  readonly timeOf?: 'redis' | 'clock' | undefined;
}

/** What each option must be. */
export const redisLimiterChecks: OptionChecks<RedisLimiterOptions> = {
  ...sharedLimiterChecks,
  prefix: text,
  timeoutMs: isTimeoutMs,
  timeOf: oneOf('redis', 'clock'),
};
