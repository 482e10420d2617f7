import { type Clock, invalidOption, systemClock } from '@ksef/core';
import type { SessionJournal } from '@ksef/sessions';
import { checkRunId, journalInUse } from '@ksef/sessions/internal';
import type { JournalTablesOptions } from './create-journal-tables.js';
import { withKnownFailures } from './known-failures.js';
import type { PostgresPool } from './postgres-pool.js';
import { PostgresRun } from './postgres-run.js';
import { statementsFor, tableNames } from './statements.js';

/** Options of {@link postgresJournal}. */
export interface PostgresJournalOptions extends JournalTablesOptions {
  /** How long a process that died keeps its run from others, in milliseconds. Default 30 000. */
  readonly lockTtlMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

/**
 * Journals in PostgreSQL: any process can go on where another stopped, on another machine too. A run is held for
 * `lockTtlMs`, prolonged while it is open. Whoever lost it can write no more: `append` then fails with `JOURNAL_LOST`.
 * `createJournalTables` makes the tables.
 *
 * An `append` has resolved when PostgreSQL has committed: keep `synchronous_commit` on, as it is by default.
 *
 * @throws InvalidInputError `INVALID_OPTION`, and `INVALID_RUN_ID` from its functions
 * @throws KsefError `JOURNAL_IN_USE` while a living process holds the run, from `open` and `remove`; `TABLE_MISSING`
 * @example
 * ```ts
 * import { type PostgresPool, postgresJournal } from '@ksef/journal-postgres';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * const journal = postgresJournal(pool);
 * const unfinished = await journal.runs();
 * ```
 */
export function postgresJournal(given: PostgresPool, options: PostgresJournalOptions = {}): SessionJournal {
  const { lockTtlMs = 30_000, clock = systemClock } = options;
  if (typeof given?.query !== 'function') throw invalidOption('pool', 'a Pool of pg');
  if (!(lockTtlMs >= 100)) throw invalidOption('lockTtlMs', 'a number of at least 100');
  const sql = statementsFor(tableNames(options.table));
  const pool = withKnownFailures(given);
  return {
    async open(runId, use) {
      use?.signal?.throwIfAborted();
      checkRunId(runId);
      const [taken] = (await pool.query(sql.take, [runId, lockTtlMs])).rows as { holder: string }[];
      if (!taken) throw journalInUse(runId, 'by another process, or was until a moment ago');
      const run = new PostgresRun(pool, sql, { runId, holder: taken.holder, lockTtlMs, clock });
      await run.begin();
      return run;
    },
    async runs(use) {
      use?.signal?.throwIfAborted();
      return ((await pool.query(sql.runs, [])).rows as { run_id: string }[]).map((row) => row.run_id);
    },
    async remove(runId, use) {
      use?.signal?.throwIfAborted();
      checkRunId(runId);
      const { rowCount } = await pool.query(sql.remove, [runId]);
      if (rowCount === 1) return;
      if ((await pool.query(sql.exists, [runId])).rows.length > 0)
        throw journalInUse(runId, 'by another process, or was until a moment ago');
    },
  };
}
