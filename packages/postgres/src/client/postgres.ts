import { KsefError } from '@ksef/core';
import { errorLabel, expects, invalidOption, onAbort, safeCause } from '@ksef/core/internal';
import type { PostgresAnswer, PostgresPool } from './postgres-pool.js';

/** The longest wait for one statement: timers accept whole numbers below 2^31. */
export const isTimeoutMs = expects(
  'a number above 0 and below 2 147 483 648',
  (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
);

/** A table, or a function, that does not exist. */
const missing: readonly unknown[] = ['42P01', '42883'];

/** How {@link Postgres} runs statements. */
export interface PostgresSettings {
  /** The longest wait for one statement, in milliseconds. */
  readonly timeoutMs: number;
  /** The call that creates missing tables, e.g. `createTokensTable(pool)`. */
  readonly createdBy: string;
}

/** Runs statements with a timeout. */
export class Postgres {
  readonly #pool: PostgresPool;
  readonly #settings: PostgresSettings;

  /** @throws InvalidInputError `INVALID_OPTION` */
  constructor(pool: PostgresPool, settings: PostgresSettings) {
    if (typeof pool?.query !== 'function') throw invalidOption('pool', 'a Pool of pg');
    this.#pool = pool;
    this.#settings = settings;
  }

  /**
   * Runs a statement. If a timeout or the signal ends the wait, the statement may still be carried out: `onLateAnswer`
   * then receives its answer.
   *
   * @throws KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`, `TABLE_MISSING`; the signal's reason
   */
  query(
    sql: string,
    values: unknown[],
    signal?: AbortSignal,
    onLateAnswer?: (answer: PostgresAnswer) => void,
  ): Promise<PostgresAnswer> {
    const { timeoutMs } = this.#settings;
    return new Promise((resolve, reject) => {
      let isCutShort = false;
      if (signal?.aborted) return reject(signal.reason);
      const timer = setTimeout(() => {
        fail(
          new KsefError(`PostgreSQL did not answer within ${timeoutMs} ms.`, { code: 'POSTGRES_TIMEOUT' }),
        );
      }, timeoutMs);
      const off = onAbort(signal, () => fail(signal?.reason));
      this.#run(sql, values).then(
        (answer) => {
          if (isCutShort) return onLateAnswer?.(answer);
          end();
          resolve(answer);
        },
        (error: unknown) => fail(this.#explain(error)),
      );
      function fail(reason: unknown): void {
        isCutShort = true;
        end();
        reject(reason);
      }
      function end(): void {
        clearTimeout(timer);
        off();
      }
    });
  }

  /** A pool that throws at once, e.g. one that was ended, also rejects. */
  async #run(sql: string, values: unknown[]): Promise<PostgresAnswer> {
    return this.#pool.query(sql, values);
  }

  /** Messages of the database can contain what was sent: only its code is passed on. */
  #explain(error: unknown): KsefError {
    const cause = safeCause(error);
    if (missing.includes(errorLabel(error))) {
      const text = `PostgreSQL has no table for this. Create it with ${this.#settings.createdBy}.`;
      return new KsefError(text, { code: 'TABLE_MISSING', cause });
    }
    const text = `PostgreSQL did not carry out a statement (${errorLabel(error)}).`;
    return new KsefError(text, { code: 'POSTGRES_FAILED', cause });
  }
}
