import { invalidOption, KsefError } from '@ksef/core';
import { type RedisClient, redisCommands } from '@ksef/redis-commands';
import {
  leaseLock,
  type SealingKey,
  type StoredTokens,
  sealedTokenStore,
  type TokenLock,
  type TokenStore,
} from '@ksef/token-provider';
import { releaseLock, removeTokens, renewLock, saveTokens, takeLock } from './scripts.js';

/** Options of {@link redisTokens}. */
export interface RedisTokensOptions {
  /** Begins every key. Default `ksef:tokens:`. */
  readonly prefix?: string | undefined;
  /** Encrypts tokens where they rest: the first key seals, each of them opens. Default: tokens rest in clear. */
  readonly sealingKeys?: readonly SealingKey[] | undefined;
  /** How long a holder of the lock that died keeps the others waiting, in milliseconds. Default 10 000. */
  readonly lockTtlMs?: number | undefined;
  /** The longest wait for one command, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
}

/** A store and a lock that work together: what an outdated holder of the lock saves is refused. */
export interface RedisTokens {
  readonly store: TokenStore;
  readonly lock: TokenLock;
}

const dayMs = 86_400_000;

/**
 * Tokens in Redis, for any number of processes: one login and one refresh a context in all of them.
 *
 * The store throws KsefError `REDIS_FAILED`, `REDIS_TIMEOUT`, `STALE_TOKENS`, `UNSEAL_FAILED`; a `TokenProvider` tells
 * of them by events and goes on.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type Authenticator, TokenProvider } from '@ksef/token-provider';
 * import { type RedisClient, redisTokens } from '@ksef/token-store-redis';
 *
 * declare const client: RedisClient; // new Redis() of ioredis, or await createClient().connect() of redis
 * declare const authenticator: Authenticator;
 * const tokens = new TokenProvider({ environment: 'TEST', authenticator, ...redisTokens(client) });
 * ```
 */
export function redisTokens(client: RedisClient, options: RedisTokensOptions = {}): RedisTokens {
  const { prefix = 'ksef:tokens:', sealingKeys, lockTtlMs = 10_000, timeoutMs } = options;
  if (typeof prefix !== 'string') throw invalidOption('prefix', 'a text');
  if (!(lockTtlMs >= 100)) throw invalidOption('lockTtlMs', 'a number of at least 100');
  const redis = redisCommands(client, { timeoutMs });
  const at = (key: string) => [prefix + key];
  const store: TokenStore = {
    async load(key, use) {
      const text = await redis.send(['HGET', prefix + key, 'tokens'], use);
      return typeof text === 'string' ? (JSON.parse(text) as StoredTokens) : undefined;
    },
    async save(key, tokens, use) {
      const args = [JSON.stringify(tokens), use?.fence ?? '', forgetAt(tokens)];
      if ((await saveTokens(redis, at(key), args, use)) === 1) return;
      throw new KsefError(`Newer tokens of ${key} are in the store: these were not saved.`, {
        code: 'STALE_TOKENS',
      });
    },
    async remove(key, use) {
      await removeTokens(redis, at(key), [], use);
    },
  };
  const lock = leaseLock(
    {
      async take(key, owner, lockTtlMs, use) {
        const [taken, value] = (await takeLock(redis, at(key), [owner, lockTtlMs], use)) as [number, string];
        return taken === 1 ? { fence: Number(value) } : { heldForMs: Number(value) };
      },
      renew: async (key, owner, lockTtlMs, use) =>
        (await renewLock(redis, at(key), [owner, lockTtlMs], use)) === 1,
      async release(key, owner, use) {
        await releaseLock(redis, at(key), [owner], use);
      },
    },
    { lockTtlMs },
  );
  return { store: sealingKeys ? sealedTokenStore(store, sealingKeys) : store, lock };
}

/** A day after the last token has ended, milliseconds since 1970. */
function forgetAt({ accessToken, refreshToken }: StoredTokens): number {
  const ends = [accessToken, refreshToken].map((info) => Date.parse(info?.validUntil ?? ''));
  return Math.max(...ends.filter((end) => !Number.isNaN(end)), Date.now()) + dayMs;
}
