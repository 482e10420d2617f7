import { checkOptions, type OptionChecks, text } from '@ksef/core/internal';
import { type CheckpointStore, parseCheckpoint } from '@ksef/export/checkpoints';
import type { RedisClient } from '../commands/redis-client.js';
import { isTimeoutMs, redisCommands } from '../commands/redis-commands.js';

/** Options of {@link redisCheckpoints}. */
export interface RedisCheckpointsOptions {
  /** Prefix of every key. Default `ksef:checkpoints:`. */
  readonly prefix?: string | undefined;
  /** The longest wait for one command, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
}

const optionChecks: OptionChecks<RedisCheckpointsOptions> = { prefix: text, timeoutMs: isTimeoutMs };

/**
 * Checkpoints of `syncInvoices` in Redis, so that another machine can resume. They never expire: configure Redis to
 * write to disk (`appendonly yes`) and evict nothing (`maxmemory-policy noeviction`). If Redis loses a checkpoint, its
 * invoices are delivered again.
 *
 * Only one process at a time may sync a company: hold a `redisLock` meanwhile.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefError `REDIS_FAILED`, `REDIS_TIMEOUT`; IntegrityError `INVALID_CHECKPOINT`, from its functions
 * @example
 * ```ts
 * import { type RedisClient, redisCheckpoints } from '@ksef/redis/checkpoints';
 *
 * declare const client: RedisClient; // new Redis() of ioredis, or await createClient().connect() of redis
 * const checkpointStore = redisCheckpoints(client); // of syncInvoices
 * ```
 */
export function redisCheckpoints(
  client: RedisClient,
  options: RedisCheckpointsOptions = {},
): CheckpointStore {
  checkOptions<RedisCheckpointsOptions>(options, optionChecks);
  const { prefix = 'ksef:checkpoints:', timeoutMs } = options;
  const redis = redisCommands(client, { timeoutMs });
  return {
    async load(name, use) {
      const json = await redis.send(['GET', prefix + name], use);
      return typeof json === 'string' ? parseCheckpoint(json, `${prefix}${name} in Redis`) : undefined;
    },
    async save(name, checkpoint, use) {
      await redis.send(['SET', prefix + name, JSON.stringify(checkpoint)], use);
    },
  };
}
