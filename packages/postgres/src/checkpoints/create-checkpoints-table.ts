import { type CreateTableOptions, createTables } from '../client/create-tables.js';
import type { PostgresPool } from '../client/postgres-pool.js';

/**
 * Creates the table of `postgresCheckpoints` if it is missing: for tests, first runs, and to copy into a migration. Its
 * name is `ksef_checkpoints` unless `table` specifies another.
 *
 * @throws InvalidInputError `INVALID_OPTION`; KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`
 * @example
 * ```ts
 * import { createCheckpointsTable, type PostgresPool } from '@ksef/postgres/checkpoints';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * await createCheckpointsTable(pool);
 * ```
 */
export async function createCheckpointsTable(
  pool: PostgresPool,
  options: CreateTableOptions = {},
): Promise<void> {
  const { table = 'ksef_checkpoints' } = options;
  await createTables(pool, options, () => [
    `CREATE TABLE IF NOT EXISTS ${table} (
      name text COLLATE "C" PRIMARY KEY,
      checkpoint json NOT NULL,
      saved_at timestamptz NOT NULL
    )`,
  ]);
}
