import { checkOptions, type OptionChecks } from '@ksef/core/internal';
import { isTimeoutMs, Postgres } from './postgres.js';
import type { PostgresPool } from './postgres-pool.js';
import { isTableName } from './table-name.js';

/** Options of a function that creates tables. */
export interface CreateTableOptions {
  /** Name of the table, with its schema if that is not on the search path. */
  readonly table?: string | undefined;
  /** The longest wait for one statement, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number | undefined;
  /** Aborts the wait. */
  readonly signal?: AbortSignal | undefined;
}

const optionChecks: OptionChecks<Omit<CreateTableOptions, 'signal'>> = {
  table: isTableName,
  timeoutMs: isTimeoutMs,
};

// unique_violation, duplicate_object, duplicate_table
const madeMeanwhile: readonly unknown[] = ['23505', '42710', '42P07'];

/**
 * Runs `CREATE TABLE IF NOT EXISTS` statements one after the other, even if other processes do so at the same time.
 *
 * @throws InvalidInputError `INVALID_OPTION` @throws KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`
 */
export async function createTables(
  pool: PostgresPool,
  { signal, ...options }: CreateTableOptions,
  statementsFor: () => readonly string[],
): Promise<void> {
  checkOptions<typeof options>(options, optionChecks);
  const { timeoutMs = 30_000 } = options;
  const postgres = new Postgres(pool, { timeoutMs, createdBy: 'your migrations' });
  for (const sql of statementsFor()) {
    await postgres.query(sql, [], signal).catch((error: { readonly cause?: { readonly code?: unknown } }) => {
      // If two processes create it at once, PostgreSQL lets one of them fail, despite IF NOT EXISTS.
      if (!madeMeanwhile.includes(error?.cause?.code)) throw error;
    });
  }
}
