import type { PostgresPool } from './postgres-pool.js';
import { tableNames } from './statements.js';

/** Options of {@link createJournalTables}. */
export interface JournalTablesOptions {
  /**
   * Name of the table of runs, with its schema where that is not on the search path; that of the lines has `_lines`
   * after it. Default `ksef_journal`.
   */
  readonly table?: string | undefined;
}

// unique_violation, duplicate_object, duplicate_table
const madeMeanwhile = ['23505', '42710', '42P07'];

/**
 * Creates the tables of `postgresJournal` where they are missing: for tests, first runs, and to copy into a migration.
 *
 * @throws InvalidInputError `INVALID_OPTION`; what the database refuses
 * @example
 * ```ts
 * import { createJournalTables, type PostgresPool } from '@ksef/journal-postgres';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * await createJournalTables(pool);
 * ```
 */
export async function createJournalTables(
  pool: PostgresPool,
  options: JournalTablesOptions = {},
): Promise<void> {
  const { runs, lines } = tableNames(options.table);
  const tables = [
    `CREATE TABLE IF NOT EXISTS ${runs} (
      run_id text COLLATE "C" PRIMARY KEY,
      holder bigint NOT NULL,
      held_until timestamptz NOT NULL
    )`,
    `CREATE TABLE IF NOT EXISTS ${lines} (
      run_id text COLLATE "C" NOT NULL REFERENCES ${runs} ON DELETE CASCADE,
      position bigint NOT NULL,
      line text NOT NULL,
      PRIMARY KEY (run_id, position)
    )`,
  ];
  for (const sql of tables) {
    await pool.query(sql, []).catch((error: unknown) => {
      // Two processes that create it at once: PostgreSQL lets one of them fail, although IF NOT EXISTS is said.
      if (!madeMeanwhile.includes((error as { code?: string } | undefined)?.code ?? '')) throw error;
    });
  }
}
