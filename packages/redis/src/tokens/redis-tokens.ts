import { KsefError } from '@ksef/core';
import { anything, checkOptions, numberFrom, type OptionChecks, text } from '@ksef/core/internal';
import {
  leaseLock,
  parseTokens,
  type SealingKey,
  type StoredTokens,
  sealedTokenStore,
  type TokenLock,
  type TokenStore,
} from '@ksef/token-provider';
import type { RedisClient } from '../commands/redis-client.js';
import { isTimeoutMs, redisCommands } from '../commands/redis-commands.js';
import { redisLeases } from '../lock/redis-leases.js';
import { removeTokens, saveTokens } from './scripts.js';

/** Options of {@link redisTokens}. */
export interface RedisTokensOptions {
  /** Prefix of every key. Default `ksef:tokens:`. */
  readonly prefix?: string | undefined;
  /** Encrypts tokens at rest: the first key encrypts, all keys decrypt. Default: tokens are stored unencrypted. */
  readonly sealingKeys?: readonly SealingKey[] | undefined;
  /** How long a dead holder of the lock keeps the others waiting, in milliseconds. Default 10 000. */
  readonly lockTtlMs?: number | undefined;
  /** The longest wait for one command, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
}

/** A store and a lock that work together: tokens that an outdated holder of the lock saves are rejected. */
export interface RedisTokens {
  readonly store: TokenStore;
  readonly lock: TokenLock;
}

const optionChecks: OptionChecks<RedisTokensOptions> = {
  prefix: text,
  // Validated where they encrypt.
  sealingKeys: anything,
  lockTtlMs: numberFrom(100, 2 ** 31 - 1),
  timeoutMs: isTimeoutMs,
};
const dayMs = 86_400_000;

/**
 * Tokens in Redis, for any number of processes: one login and one refresh per context in all of them.
 *
 * The store throws KsefError `REDIS_FAILED`, `REDIS_TIMEOUT`, `STALE_TOKENS`, `INVALID_TOKEN_INFO`, `UNSEAL_FAILED`; a
 * `TokenProvider` reports them by events and continues.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type RedisClient, redisTokens } from '@ksef/redis/tokens';
 * import { type Authenticator, TokenProvider } from '@ksef/token-provider';
 *
 * declare const client: RedisClient; // new Redis() of ioredis, or await createClient().connect() of redis
 * declare const authenticator: Authenticator;
 * const tokens = new TokenProvider({ environment: 'TEST', authenticator, ...redisTokens(client) });
 * ```
 */
export function redisTokens(client: RedisClient, options: RedisTokensOptions = {}): RedisTokens {
  checkOptions<RedisTokensOptions>(options, optionChecks);
  const { prefix = 'ksef:tokens:', sealingKeys, lockTtlMs, timeoutMs } = options;
  const redis = redisCommands(client, { timeoutMs });
  const at = (key: string) => [prefix + key];
  const store: TokenStore = {
    async load(key, use) {
      const text = await redis.send(['HGET', prefix + key, 'tokens'], use);
      return typeof text === 'string' ? parseTokens(text) : undefined;
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
  const lock = leaseLock(redisLeases(redis, prefix), { lockTtlMs });
  return { store: sealingKeys ? sealedTokenStore(store, sealingKeys) : store, lock };
}

/** A day after the last token has expired, in milliseconds since 1970. */
function forgetAt({ accessToken, refreshToken }: StoredTokens): number {
  const ends = [accessToken, refreshToken].map((info) => Date.parse(info?.validUntil ?? ''));
  return Math.max(...ends.filter((end) => !Number.isNaN(end)), Date.now()) + dayMs;
}
