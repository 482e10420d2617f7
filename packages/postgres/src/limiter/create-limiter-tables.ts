import { type CreateTableOptions, createTables } from '../client/create-tables.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { limiterNames, limiterTables } from './statements.js';

/**
 * Creates the tables of `postgresLimiter` if they are missing, and its function: for tests, first runs, and to copy
 * into a migration. Their names begin with `ksef_limits` unless `table` specifies another. Call it again after an
 * update of this package, because the function may have changed.
 *
 * @throws InvalidInputError `INVALID_OPTION`; KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`
 * @example
 * ```ts
 * import { createLimiterTables, type PostgresPool } from '@ksef/postgres/limiter';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * await createLimiterTables(pool);
 * ```
 */
export async function createLimiterTables(
  pool: PostgresPool,
  options: CreateTableOptions = {},
): Promise<void> {
  await createTables(pool, options, () => limiterTables(limiterNames(options.table)));
}
