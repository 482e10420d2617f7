import { type CreateTableOptions, createTables } from '../client/create-tables.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { tableNames } from './statements.js';

/**
 * Creates the tables of `postgresJournal` if they are missing: for tests, first runs, and to copy into a migration.
 * `table` is the name of the table of runs, by default `ksef_journal`. The table of lines has the suffix `_lines`.
 *
 * @throws InvalidInputError `INVALID_OPTION`; KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`
 * @example
 * ```ts
 * import { createJournalTables, type PostgresPool } from '@ksef/postgres/journal';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * await createJournalTables(pool);
 * ```
 */
export async function createJournalTables(
  pool: PostgresPool,
  options: CreateTableOptions = {},
): Promise<void> {
  await createTables(pool, options, () => {
    const { runs, lines } = tableNames(options.table);
    return [
      `CREATE TABLE IF NOT EXISTS ${runs} (
        run_id text COLLATE "C" PRIMARY KEY,
        holder bigint NOT NULL,
        held_until timestamptz NOT NULL,
        held_ttl double precision NOT NULL
      )`,
      `CREATE TABLE IF NOT EXISTS ${lines} (
        run_id text COLLATE "C" NOT NULL REFERENCES ${runs} ON DELETE CASCADE,
        position bigint NOT NULL,
        line text NOT NULL,
        PRIMARY KEY (run_id, position)
      )`,
    ];
  });
}
