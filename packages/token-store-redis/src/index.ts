export type { RedisClient } from '@ksef/redis-commands';
export { type RedisTokens, type RedisTokensOptions, redisTokens } from './redis-tokens.js';
