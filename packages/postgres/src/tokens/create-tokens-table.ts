import type { PostgresPool } from './postgres-pool.js';
import { tableName } from './table-name.js';

/** Options of {@link createTokensTable}. */
export interface TokensTableOptions {
  /** Name of the table, with its schema where that is not on the search path. Default `ksef_tokens`. */
  readonly table?: string | undefined;
}

// unique_violation, duplicate_object, duplicate_table
const madeMeanwhile = ['23505', '42710', '42P07'];

/**
 * Creates the table of `postgresTokens` where it is missing: for tests, first runs, and to copy into a migration.
 *
 * @throws InvalidInputError `INVALID_OPTION`; what the database refuses
 * @example
 * ```ts
 * import { createTokensTable, type PostgresPool } from '@ksef/token-store-postgres';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * await createTokensTable(pool);
 * ```
 */
export async function createTokensTable(pool: PostgresPool, options: TokensTableOptions = {}): Promise<void> {
  const sql = `CREATE TABLE IF NOT EXISTS ${tableName(options.table)} (
    key text PRIMARY KEY,
    tokens json,
    saved bigint NOT NULL DEFAULT 0,
    fence bigint NOT NULL DEFAULT 0,
    lock_owner text,
    lock_until timestamptz
  )`;
  await pool.query(sql, []).catch((error: unknown) => {
    // Two processes that create it at once: PostgreSQL lets one of them fail, although IF NOT EXISTS is said.
    if (!madeMeanwhile.includes((error as { code?: string } | undefined)?.code ?? '')) throw error;
  });
}
