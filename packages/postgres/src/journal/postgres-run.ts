import { type Clock, KsefError } from '@ksef/core';
import { untilAborted } from '@ksef/core/internal';
import type { JournalEntry, JournalOptions, JournalRun } from '@ksef/sessions';
import { AppendQueue, journalCorrupt, parseEntry } from '@ksef/sessions/internal';
import type { Postgres } from '../client/postgres.js';
import type { Statements } from './statements.js';

/** A lock on a run. */
export interface Hold {
  readonly runId: string;
  /** The holder's number, greater than that of every earlier holder. */
  readonly holder: string;
  readonly lockTtlMs: number;
  readonly clock: Clock;
}

const pausesMs = [100, 1_000];

/** One run's rows. Lines are only ever appended. Lines that wait while the database is busy are written together. */
export class PostgresRun implements JournalRun {
  readonly #postgres: Postgres;
  readonly #sql: Statements;
  readonly #hold: Hold;
  readonly #ended = new AbortController();
  readonly #queue: AppendQueue;
  #last = 0;
  #prolonging: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(postgres: Postgres, sql: Statements, hold: Hold) {
    this.#postgres = postgres;
    this.#sql = sql;
    this.#hold = hold;
    this.#queue = new AppendQueue(hold.runId, (lines) => this.#insert(lines));
  }

  /** Finds the end of the journal, and starts to renew the lock. */
  async begin(signal: AbortSignal | undefined): Promise<void> {
    const { rows } = await this.#postgres
      .query(this.#sql.last, [this.#hold.runId], signal)
      .catch(async (error: unknown) => {
        await this.#release().catch(() => {});
        throw error;
      });
    this.#last = Number((rows[0] as { position: string }).position);
    this.#prolonging = this.#prolong();
  }

  async *entries(options?: JournalOptions): AsyncGenerator<JournalEntry> {
    const { runId } = this.#hold;
    const end = this.#last;
    for (let read = 0; read < end; ) {
      const { rows } = await this.#postgres.query(this.#sql.read, [runId, read], options?.signal);
      for (const { position, line } of rows as { position: string; line: string }[]) {
        if (Number(position) > end) return;
        if (Number(position) !== ++read) throw journalCorrupt(`run ${runId}, line ${read} is missing`);
        yield parseEntry(line, `run ${runId}, line ${position}`);
      }
      if (rows.length === 0) throw journalCorrupt(`run ${runId} ends before line ${end}`);
    }
  }

  append(entries: readonly JournalEntry[], options?: JournalOptions): Promise<void> {
    // An aborted statement may still be carried out: the journal then contains more than it needs to.
    return untilAborted(this.#queue.append(entries, options), options?.signal);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#queue.close();
    this.#ended.abort();
    await this.#prolonging;
    await this.#release();
  }

  async #release(): Promise<void> {
    const { runId, holder } = this.#hold;
    await this.#postgres.query(this.#sql.release, [runId, holder]);
  }

  /** The same lines at the same positions: after a lost answer, they are not added twice. */
  async #insert(lines: readonly string[]): Promise<void> {
    const { runId, holder, lockTtlMs, clock } = this.#hold;
    for (let attempt = 0; ; attempt++) {
      try {
        const { rows } = await this.#postgres.query(this.#sql.append, [
          runId,
          holder,
          lockTtlMs,
          this.#last,
          lines,
        ]);
        if (rows.length === 0) throw lost(runId);
        this.#last += lines.length;
        return;
      } catch (error) {
        const pauseMs = pausesMs[attempt];
        if (pauseMs === undefined || (error instanceof KsefError && error.code === 'JOURNAL_LOST'))
          throw error;
        await clock.sleep(pauseMs);
      }
    }
  }

  /** Renews the lock after every third of its duration. */
  async #prolong(): Promise<void> {
    const { runId, holder, lockTtlMs, clock } = this.#hold;
    const { signal } = this.#ended;
    while (!signal.aborted) {
      await clock.sleep(lockTtlMs / 3, signal).catch(() => {});
      if (signal.aborted) return;
      // If that fails, the next attempt may succeed. Only the database knows whether the lock was lost.
      const answer = await this.#postgres
        .query(this.#sql.renew, [runId, holder, lockTtlMs], signal)
        .catch(() => undefined);
      if (answer?.rowCount === 0) this.#queue.fail(lost(runId));
    }
  }
}

function lost(runId: string): KsefError {
  return new KsefError(
    `The journal of run ${runId} is another process's now: this one was out of touch for too long. Stop sending.`,
    { code: 'JOURNAL_LOST' },
  );
}
