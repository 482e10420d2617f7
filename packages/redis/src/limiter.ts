export type { SharedLimiter } from '@ksef/api/limiter';
export type { RedisClient } from './commands/redis-client.js';
export { redisLimiter } from './limiter/redis-limiter.js';
export type { RedisLimiterOptions } from './limiter/redis-limiter-options.js';
