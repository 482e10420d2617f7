export type { RedisClient } from './commands/redis-client.js';
export { type RedisLockOptions, redisLock } from './lock/redis-lock.js';
