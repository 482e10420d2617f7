export type { SharedLimiter } from '@ksef/api/limiter';
export { type RedisCheckpointsOptions, redisCheckpoints } from './checkpoints/redis-checkpoints.js';
export type { RedisClient } from './commands/redis-client.js';
export { redisLimiter } from './limiter/redis-limiter.js';
export type { RedisLimiterOptions } from './limiter/redis-limiter-options.js';
export { type RedisLockOptions, redisLock } from './lock/redis-lock.js';
export { type RedisTokens, type RedisTokensOptions, redisTokens } from './tokens/redis-tokens.js';
