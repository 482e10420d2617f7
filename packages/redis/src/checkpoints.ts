export { type RedisCheckpointsOptions, redisCheckpoints } from './checkpoints/redis-checkpoints.js';
export type { RedisClient } from './commands/redis-client.js';
