export type { RedisClient } from './commands/redis-client.js';
export { redisLimiter } from './limiter/redis-limiter.js';
export type { RedisLimiterOptions, SharedLimiter } from './limiter/redis-limiter-options.js';
