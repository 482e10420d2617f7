import { CountingLimiter } from '@ksef/api/internal';
import type { SharedLimiter } from '@ksef/api/limiter';
import { systemClock } from '@ksef/core';
import { checkOptions } from '@ksef/core/internal';
import type { RedisClient } from '../commands/redis-client.js';
import { redisCommands } from '../commands/redis-commands.js';
import { redisCounters } from './redis-counters.js';
import { type RedisLimiterOptions, redisLimiterChecks } from './redis-limiter-options.js';

/**
 * Admits the requests of several processes within KSeF's limits: like `slidingWindowLimiter` of `@ksef/api/limiter`,
 * but counted in Redis, by Redis's clock. Within a process, requests are served first come first served; processes take
 * turns. A 429 of one process pauses the group for all.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { createApi } from '@ksef/api';
 * import { environments } from '@ksef/core';
 * import { type RedisClient, redisLimiter } from '@ksef/redis/limiter';
 *
 * declare const client: RedisClient; // new Redis() of ioredis, or await createClient().connect() of redis
 * const rateLimiter = redisLimiter(client, { address: 'office', processes: 4 });
 * const api = createApi({ environment: environments.test, accessToken: async () => 'token', rateLimiter });
 * ```
 */
export function redisLimiter(client: RedisClient, options: RedisLimiterOptions = {}): SharedLimiter {
  checkOptions<RedisLimiterOptions>(options, redisLimiterChecks);
  const { prefix = 'ksef:limits:', address = 'default', timeoutMs, timeOf, ...limiter } = options;
  const { clock = systemClock } = limiter;
  const redis = redisCommands(client, { timeoutMs });
  const time = () => (timeOf === 'clock' ? clock.now() : '');
  return new CountingLimiter(redisCounters(redis, { prefix, address, time }), limiter);
}
