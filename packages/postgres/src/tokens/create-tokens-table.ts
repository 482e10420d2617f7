import { type CreateTableOptions, createTables } from '../client/create-tables.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { leaseTable } from '../lock/statements.js';

/**
 * Creates the table of `postgresTokens` if it is missing: for tests, first runs, and to copy into a migration. Its name
 * is `ksef_tokens` unless `table` specifies another.
 *
 * @throws InvalidInputError `INVALID_OPTION`; KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`
 * @example
 * ```ts
 * import { createTokensTable, type PostgresPool } from '@ksef/postgres/tokens';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * await createTokensTable(pool);
 * ```
 */
export async function createTokensTable(pool: PostgresPool, options: CreateTableOptions = {}): Promise<void> {
  const { table = 'ksef_tokens' } = options;
  await createTables(pool, options, () => [
    leaseTable(table, 'tokens json,\n    saved bigint NOT NULL DEFAULT 0,'),
  ]);
}
