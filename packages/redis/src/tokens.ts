export type { RedisClient } from './commands/redis-client.js';
export { type RedisTokens, type RedisTokensOptions, redisTokens } from './tokens/redis-tokens.js';
