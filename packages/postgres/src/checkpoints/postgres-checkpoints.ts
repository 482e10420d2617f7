import { checkOptions, type OptionChecks } from '@ksef/core/internal';
import { type CheckpointStore, parseCheckpoint } from '@ksef/export/checkpoints';
import { isTimeoutMs, Postgres } from '../client/postgres.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { isTableName } from '../client/table-name.js';

/** Options of {@link postgresCheckpoints}. */
export interface PostgresCheckpointsOptions {
  /** Name of the table, with its schema if that is not on the search path. Default `ksef_checkpoints`. */
  readonly table?: string | undefined;
  /** The longest wait for one statement, in milliseconds. Default 5 000. */
  readonly timeoutMs?: number | undefined;
}

const optionChecks: OptionChecks<PostgresCheckpointsOptions> = { table: isTableName, timeoutMs: isTimeoutMs };

/**
 * Checkpoints of `syncInvoices` in PostgreSQL, so that another machine can resume. `createCheckpointsTable` creates the
 * table. `save` resolves when PostgreSQL has committed.
 *
 * Only one process at a time may sync a company: hold a `postgresLock` meanwhile.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @throws KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`, `TABLE_MISSING`; IntegrityError `INVALID_CHECKPOINT`, from its
 * functions
 * @example
 * ```ts
 * import { type PostgresPool, postgresCheckpoints } from '@ksef/postgres/checkpoints';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * const checkpointStore = postgresCheckpoints(pool); // of syncInvoices
 * ```
 */
export function postgresCheckpoints(
  pool: PostgresPool,
  options: PostgresCheckpointsOptions = {},
): CheckpointStore {
  checkOptions<PostgresCheckpointsOptions>(options, optionChecks);
  const { table = 'ksef_checkpoints', timeoutMs = 5_000 } = options;
  const postgres = new Postgres(pool, { timeoutMs, createdBy: 'createCheckpointsTable(pool)' });
  const load = `SELECT checkpoint::text AS json FROM ${table} WHERE name = $1`;
  const save = `INSERT INTO ${table} (name, checkpoint, saved_at) VALUES ($1, $2, clock_timestamp())
    ON CONFLICT (name) DO UPDATE SET checkpoint = $2, saved_at = clock_timestamp()`;
  return {
    async load(name, { signal } = {}) {
      const { rows } = await postgres.query(load, [name], signal);
      const [row] = rows as { json: string }[];
      return row && parseCheckpoint(row.json, `${name} in ${table}`);
    },
    async save(name, checkpoint, { signal } = {}) {
      await postgres.query(save, [name, JSON.stringify(checkpoint)], signal);
    },
  };
}
