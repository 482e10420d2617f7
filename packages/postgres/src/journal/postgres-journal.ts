import { type Clock, type KsefError, systemClock } from '@ksef/core';
import { checkOptions, isClock, numberFrom, type OptionChecks } from '@ksef/core/internal';
import type { SessionJournal } from '@ksef/sessions';
import { checkRunId, journalInUse } from '@ksef/sessions/internal';
import { isTimeoutMs, Postgres } from '../client/postgres.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { isTableName } from '../client/table-name.js';
import { PostgresRun } from './postgres-run.js';
import { statementsFor, tableNames } from './statements.js';

/** Options of {@link postgresJournal}. */
export interface PostgresJournalOptions {
  /**
   * Name of the table of runs, with its schema if that is not on the search path. The table of lines has the suffix
   * `_lines`. Default `ksef_journal`.
   */
  readonly table?: string | undefined;
  /** How long a dead process keeps its run locked for others, in milliseconds. Default 30 000. */
  readonly lockTtlMs?: number | undefined;
  /** The longest wait for one statement, in milliseconds. Default 5 000. */
  readonly timeoutMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

const optionChecks: OptionChecks<PostgresJournalOptions> = {
  table: isTableName,
  lockTtlMs: numberFrom(100, 2 ** 31 - 1),
  timeoutMs: isTimeoutMs,
  clock: isClock,
};

/**
 * Journals in PostgreSQL: any process can resume where another stopped, on another machine too. A run is locked for
 * `lockTtlMs`, and the lock is renewed while the run is open. A process that has lost the lock can no longer write:
 * `append` then fails with `JOURNAL_LOST`. `createJournalTables` creates the tables.
 *
 * An `append` resolves when PostgreSQL has committed: keep `synchronous_commit` on, as it is by default.
 *
 * @throws InvalidInputError `INVALID_OPTION`, and `INVALID_RUN_ID` from its functions
 * @throws KsefError `JOURNAL_IN_USE` while a living process holds the run, from `open` and `remove`;
 * `TABLE_MISSING`, `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`
 * @example
 * ```ts
 * import { type PostgresPool, postgresJournal } from '@ksef/postgres/journal';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * const journal = postgresJournal(pool);
 * const unfinished = await journal.runs();
 * ```
 */
export function postgresJournal(pool: PostgresPool, options: PostgresJournalOptions = {}): SessionJournal {
  checkOptions<PostgresJournalOptions>(options, optionChecks);
  const { table, lockTtlMs = 30_000, timeoutMs = 5_000, clock = systemClock } = options;
  const sql = statementsFor(tableNames(table));
  const postgres = new Postgres(pool, { timeoutMs, createdBy: 'createJournalTables(pool)' });
  return {
    async open(runId, { signal } = {}) {
      checkRunId(runId);
      const { rows } = await postgres.query(sql.take, [runId, lockTtlMs], signal, (late) => {
        const [held] = late.rows as { holder: string }[];
        if (held) postgres.query(sql.release, [runId, held.holder]).catch(() => {});
      });
      const [taken] = rows as { holder: string }[];
      if (!taken) throw await inUse(runId, signal);
      const run = new PostgresRun(postgres, sql, { runId, holder: taken.holder, lockTtlMs, clock });
      await run.begin(signal);
      return run;
    },
    async runs({ signal } = {}) {
      const { rows } = await postgres.query(sql.runs, [], signal);
      return (rows as { run_id: string }[]).map((row) => row.run_id);
    },
    async remove(runId, { signal } = {}) {
      checkRunId(runId);
      const { rowCount } = await postgres.query(sql.remove, [runId], signal);
      if (rowCount === 1) return;
      const { rows } = await postgres.query(sql.exists, [runId], signal);
      if (rows.length > 0) throw await inUse(runId, signal);
    },
  };

  async function inUse(runId: string, signal: AbortSignal | undefined): Promise<KsefError> {
    await postgres.query(sql.cut, [runId], signal);
    return journalInUse(runId, 'by another process, or was until a moment ago');
  }
}
