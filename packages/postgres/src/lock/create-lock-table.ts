import { type CreateTableOptions, createTables } from '../client/create-tables.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { leaseTable } from './statements.js';

/**
 * Creates the table of `postgresLock` if it is missing: for tests, first runs, and to copy into a migration. Its name
 * is `ksef_locks` unless `table` specifies another.
 *
 * @throws InvalidInputError `INVALID_OPTION`; KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`
 * @example
 * ```ts
 * import { createLockTable, type PostgresPool } from '@ksef/postgres/lock';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * await createLockTable(pool);
 * ```
 */
export async function createLockTable(pool: PostgresPool, options: CreateTableOptions = {}): Promise<void> {
  const { table = 'ksef_locks' } = options;
  await createTables(pool, options, () => [leaseTable(table)]);
}
