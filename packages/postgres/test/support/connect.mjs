// How each process of the fleet connects.
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
