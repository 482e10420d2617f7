// How each process of the fleet connects.
import { createLimiterTables, postgresLimiter } from '@ksef/postgres/limiter';
import { createTokensTable, postgresTokens } from '@ksef/postgres/tokens';
import pg from 'pg';

export async function connect(url, options) {
  const pool = new pg.Pool({ connectionString: url, max: 5, idleTimeoutMillis: 200 });
  pool.on('error', () => {});
  await createTokensTable(pool, { table: options?.table });
  return {
    ...postgresTokens(pool, { timeoutMs: 3_000, ...options }),
    pool,
    close: () => pool.end(),
  };
}

/** A limiter by a clock whose time stands still while PostgreSQL is asked. */
export async function connectLimiter(url, clock) {
  const pool = new pg.Pool({ connectionString: url, max: 5 });
  await createLimiterTables(pool);
  const tracked = { query: (sql, values) => clock.track(pool.query(sql, values)) };
  return postgresLimiter(tracked, { clock, timeOf: 'clock', processes: 3 });
}
