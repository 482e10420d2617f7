import { KsefError } from '@ksef/core';
import { errorLabel, expects, invalidOption, onAbort, safeCause } from '@ksef/core/internal';
import type { PostgresAnswer, PostgresPool } from './postgres-pool.js';

/** The longest wait for one statement: timers take whole numbers below 2^31. */
export const isTimeoutMs = expects(
  'a number above 0 and below 2 147 483 648',
  (value) => typeof value === 'number' && value > 0 && value < 2 ** 31,
);

const undefinedTable = '42P01';

/** How {@link Postgres} runs statements. */
export interface PostgresSettings {
  /** The longest wait for one statement, in milliseconds. */
  readonly timeoutMs: number;
  /** What makes the tables where they are missing, e.g. `createTokensTable(pool)`. */
  readonly createdBy: string;
}

/** Runs statements, none of them for longer than the time allowed. */
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
   * Runs a statement. When time or signal cuts it short, it may still be carried out: `onLateAnswer` then gets the answer
   * that nobody waits for any more.
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

  /** Also a pool that throws at once, e.g. one that was ended, rejects. */
  async #run(sql: string, values: unknown[]): Promise<PostgresAnswer> {
    return this.#pool.query(sql, values);
  }

  /** Messages of the database can hold what was sent: only its code is passed on. */
  #explain(error: unknown): KsefError {
    const cause = safeCause(error);
    if (errorLabel(error) === undefinedTable) {
      const text = `PostgreSQL has no table for this. Create it with ${this.#settings.createdBy}.`;
      return new KsefError(text, { code: 'TABLE_MISSING', cause });
    }
    const text = `PostgreSQL did not carry out a statement (${errorLabel(error)}).`;
    return new KsefError(text, { code: 'POSTGRES_FAILED', cause });
  }
}
