import { checkOptions, numberFrom, type OptionChecks } from '@ksef/core/internal';
import { leaseLock, type TokenLock } from '@ksef/token-provider';
import { isTimeoutMs, Postgres } from '../client/postgres.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { isTableName } from '../client/table-name.js';
import { postgresLeases } from './postgres-leases.js';

/** Options of {@link postgresLock}. */
export interface PostgresLockOptions {
  /** Name of the table, with its schema if that is not on the search path. Default `ksef_locks`. */
  readonly table?: string | undefined;
  /** How long a dead holder keeps the others waiting, in milliseconds. Default 10 000. */
  readonly lockTtlMs?: number | undefined;
  /** The longest wait for one statement, in milliseconds. Default 5 000. */
  readonly timeoutMs?: number | undefined;
}

const optionChecks: OptionChecks<PostgresLockOptions> = {
  table: isTableName,
  lockTtlMs: numberFrom(100, 2 ** 31 - 1),
  timeoutMs: isTimeoutMs,
};

/**
 * A lock for any work that only one process at a time may do, e.g. the sync of one company. `createLockTable` creates
 * its table. The holder's signal aborts with `LOCK_LOST` if the lock could not be renewed. Each holder's fence is
 * greater than that of the previous holder. It keeps no connection open, and works with poolers.
 *
 * For logins use the lock of `postgresTokens`: it works together with its store.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`, `TABLE_MISSING`, from `withLock`
 * @example
 * ```ts
 * import { createLockTable, type PostgresPool, postgresLock } from '@ksef/postgres/lock';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * declare function receive(nip: string, signal: AbortSignal): Promise<void>; // yours
 *
 * await createLockTable(pool);
 * const lock = postgresLock(pool);
 * await lock.withLock('receive/5265877635', (signal) => receive('5265877635', signal));
 * ```
 */
export function postgresLock(pool: PostgresPool, options: PostgresLockOptions = {}): TokenLock {
  checkOptions<PostgresLockOptions>(options, optionChecks);
  const { table = 'ksef_locks', lockTtlMs, timeoutMs = 5_000 } = options;
  const postgres = new Postgres(pool, { timeoutMs, createdBy: 'createLockTable(pool)' });
  return leaseLock(postgresLeases(postgres, table), { lockTtlMs });
}
