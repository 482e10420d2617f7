export type { RedisClient } from '@ksef/redis-commands';
export { redisLimiter } from './redis-limiter.js';
export type { RedisLimiterOptions, SharedLimiter } from './redis-limiter-options.js';
