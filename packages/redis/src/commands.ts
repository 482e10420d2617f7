export type {
  IoredisLike,
  NodeRedisClusterLike,
  NodeRedisLike,
  NodeRedisSentinelLike,
  RedisClient,
  RedisCommands,
  RedisReply,
  SendCommand,
} from './commands/redis-client.js';
export { type CommandOptions, redisCommands } from './commands/redis-commands.js';
export { type RedisScript, redisScript } from './commands/redis-script.js';
