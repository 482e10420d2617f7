import { checkOptions, numberFrom, type OptionChecks, text } from '@ksef/core/internal';
import { leaseLock, type TokenLock } from '@ksef/token-provider';
import type { RedisClient } from '../commands/redis-client.js';
import { isTimeoutMs, redisCommands } from '../commands/redis-commands.js';
import { redisLeases } from './redis-leases.js';

/** Options of {@link redisLock}. */
export interface RedisLockOptions {
  /** Prefix of every key. Default `ksef:locks:`. */
  readonly prefix?: string | undefined;
  /** How long a dead holder keeps the others waiting, in milliseconds. Default 10 000. */
  readonly lockTtlMs?: number | undefined;
  /** The longest wait for one command, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
}

const optionChecks: OptionChecks<RedisLockOptions> = {
  prefix: text,
  lockTtlMs: numberFrom(100, 2 ** 31 - 1),
  timeoutMs: isTimeoutMs,
};

/**
 * A lock for any work that only one process at a time may do, e.g. the sync of one company. The holder's signal aborts
 * with `LOCK_LOST` if the lock could not be renewed. Each holder's fence is greater than that of the previous holder.
 *
 * For logins use the lock of `redisTokens`: it works together with its store.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefError `REDIS_FAILED`, `REDIS_TIMEOUT`, from `withLock`
 * @example
 * ```ts
 * import { type RedisClient, redisLock } from '@ksef/redis/lock';
 *
 * declare const client: RedisClient; // new Redis() of ioredis, or await createClient().connect() of redis
 * declare function receive(nip: string, signal: AbortSignal): Promise<void>; // yours
 *
 * const lock = redisLock(client);
 * await lock.withLock('receive/5265877635', (signal) => receive('5265877635', signal));
 * ```
 */
export function redisLock(client: RedisClient, options: RedisLockOptions = {}): TokenLock {
  checkOptions<RedisLockOptions>(options, optionChecks);
  const { prefix = 'ksef:locks:', lockTtlMs, timeoutMs } = options;
  return leaseLock(redisLeases(redisCommands(client, { timeoutMs }), prefix), { lockTtlMs });
}
