import type { RedisCommands, RedisReply } from './redis-client.js';
import { isMissingScript } from './redis-commands.js';

/** A Lua script that Redis runs atomically. */
export type RedisScript = (
  redis: RedisCommands,
  keys: readonly string[],
  args: readonly (string | number)[],
  options?: { readonly signal?: AbortSignal | undefined },
) => Promise<RedisReply>;

/**
 * Creates a script: sent in full once, afterwards by its hash.
 *
 * @example
 * ```ts
 * import { type RedisCommands, redisScript } from '@ksef/redis/commands';
 *
 * declare const redis: RedisCommands;
 * const add = redisScript(`return redis.call('INCRBY', KEYS[1], ARGV[1])`);
 * const sum = await add(redis, ['counter'], [5]);
 * ```
 */
export function redisScript(lua: string): RedisScript {
  let hash: Promise<string> | undefined;
  return async (redis, keys, args, options) => {
    hash ??= sha1Hex(lua);
    const rest = [String(keys.length), ...keys, ...args.map(String)];
    try {
      return await redis.send(['EVALSHA', await hash, ...rest], options);
    } catch (error) {
      if (!isMissingScript(error)) throw error;
      return redis.send(['EVAL', lua, ...rest], options);
    }
  };
}

/** Redis names scripts by SHA-1; nothing here depends on its strength. */
async function sha1Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
