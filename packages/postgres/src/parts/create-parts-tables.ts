import { type CreateTableOptions, createTables } from '../client/create-tables.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { partTables } from './statements.js';

/**
 * Creates the tables of `postgresPartStore` if they are missing: for tests, first runs, and to copy into a migration.
 * `table` is the name of the table of parts, by default `ksef_parts`. The table of their bytes has the suffix `_bytes`.
 *
 * @throws InvalidInputError `INVALID_OPTION`; KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`
 * @example
 * ```ts
 * import { createPartsTables, type PostgresPool } from '@ksef/postgres/parts';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * await createPartsTables(pool);
 * ```
 */
export async function createPartsTables(pool: PostgresPool, options: CreateTableOptions = {}): Promise<void> {
  await createTables(pool, options, () => {
    const { parts, pieces } = partTables(options.table);
    return [
      `CREATE TABLE IF NOT EXISTS ${parts} (
        name text COLLATE "C" PRIMARY KEY,
        version uuid NOT NULL,
        pieces integer,
        created_at timestamptz NOT NULL
      )`,
      `CREATE TABLE IF NOT EXISTS ${pieces} (
        name text COLLATE "C" NOT NULL,
        version uuid NOT NULL,
        position integer NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (name, version, position)
      )`,
    ];
  });
}
