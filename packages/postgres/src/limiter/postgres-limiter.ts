import { CountingLimiter, sharedLimiterChecks } from '@ksef/api/internal';
import type { SharedLimiter, SharedLimiterOptions } from '@ksef/api/limiter';
import { systemClock } from '@ksef/core';
import { checkOptions, type OptionChecks, oneOf } from '@ksef/core/internal';
import { isTimeoutMs, Postgres } from '../client/postgres.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { isTableName } from '../client/table-name.js';
import { postgresCounters } from './postgres-counters.js';
import { limiterNames, limiterStatements } from './statements.js';

/** Options of {@link postgresLimiter}. */
export interface PostgresLimiterOptions extends SharedLimiterOptions {
  /** What the names of the tables begin with, after their schema if that is not on the search path. Default `ksef_limits`. */
  readonly table?: string | undefined;
  /** The longest wait for one statement, in milliseconds. Default 2 000. */
  readonly timeoutMs?: number | undefined;
  /** The clock: `server`, the default, or the `clock` given here, which all processes must share. */
  readonly timeOf?: 'server' | 'clock' | undefined;
}

const optionChecks: OptionChecks<PostgresLimiterOptions> = {
  ...sharedLimiterChecks,
  table: isTableName,
  timeoutMs: isTimeoutMs,
  timeOf: oneOf('server', 'clock'),
};

/**
 * Admits the requests of several processes within KSeF's limits: like `slidingWindowLimiter` of `@ksef/api/limiter`,
 * but counted in PostgreSQL, by its clock. Within a process, requests are served first come first served; processes
 * take turns. Requests that wait in a process are admitted together, with one statement. A 429 of one process pauses
 * the group for all. `createLimiterTables` creates its tables.
 *
 * @throws InvalidInputError `INVALID_OPTION`; KsefError `TABLE_MISSING`, from `admit` and `forecastMs`
 * @example
 * ```ts
 * import { createApi } from '@ksef/api';
 * import { environments } from '@ksef/core';
 * import { createLimiterTables, type PostgresPool, postgresLimiter } from '@ksef/postgres/limiter';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * await createLimiterTables(pool);
 * const rateLimiter = postgresLimiter(pool, { address: 'office', processes: 4 });
 * const api = createApi({ environment: environments.test, accessToken: async () => 'token', rateLimiter });
 * ```
 */
export function postgresLimiter(pool: PostgresPool, options: PostgresLimiterOptions = {}): SharedLimiter {
  checkOptions<PostgresLimiterOptions>(options, optionChecks);
  const { table, address = 'default', timeoutMs = 2_000, timeOf, ...limiter } = options;
  const { clock = systemClock } = limiter;
  const postgres = new Postgres(pool, { timeoutMs, createdBy: 'createLimiterTables(pool)' });
  const time = () => (timeOf === 'clock' ? clock.now() : null);
  const counters = postgresCounters(postgres, limiterStatements(limiterNames(table)), { address, time });
  return new CountingLimiter(counters, limiter);
}
