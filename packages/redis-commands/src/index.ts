export type { IoredisLike, NodeRedisLike, RedisClient, RedisCommands, RedisReply } from './redis-client.js';
export { type CommandOptions, redisCommands } from './redis-commands.js';
export { type RedisScript, redisScript } from './redis-script.js';
