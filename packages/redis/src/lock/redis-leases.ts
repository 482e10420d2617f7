import type { Leases } from '@ksef/token-provider';
import type { RedisCommands } from '../commands/redis-client.js';
import { releaseLock, renewLock, takeLock } from './scripts.js';

/** Leases of keys, timed by Redis's clock. */
export function redisLeases(redis: RedisCommands, prefix: string): Leases {
  const at = (key: string) => [prefix + key];
  return {
    async take(key, owner, lockTtlMs, use) {
      const args = [owner, Math.ceil(lockTtlMs)];
      const [taken, value] = (await takeLock(redis, at(key), args, use)) as [number, string];
      return taken === 1 ? { fence: Number(value) } : { heldForMs: Number(value) };
    },
    renew: async (key, owner, lockTtlMs, use) =>
      (await renewLock(redis, at(key), [owner, Math.ceil(lockTtlMs)], use)) === 1,
    async release(key, owner, use) {
      await releaseLock(redis, at(key), [owner], use);
    },
  };
}
