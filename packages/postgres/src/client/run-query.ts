import { KsefError, onAbort } from '@ksef/core';
import type { PostgresPool } from './postgres-pool.js';

const undefinedTable = '42P01';

/**
 * Runs a statement. When time or signal cuts it short, it may still be carried out.
 *
 * @throws KsefError `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`, `TABLE_MISSING`
 */
export function runQuery(
  pool: PostgresPool,
  sql: string,
  values: unknown[],
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): ReturnType<PostgresPool['query']> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      fail(new KsefError(`PostgreSQL did not answer within ${timeoutMs} ms.`, { code: 'POSTGRES_TIMEOUT' }));
    }, timeoutMs);
    const off = onAbort(signal, () => fail(signal?.reason));
    pool.query(sql, values).then(
      (result) => {
        end();
        resolve(result);
      },
      (cause: unknown) => {
        const code = (cause as { code?: unknown } | undefined)?.code;
        if (code === undefinedTable)
          return fail(
            new KsefError('PostgreSQL has no table for tokens: createTokensTable(pool) makes it.', {
              code: 'TABLE_MISSING',
              cause,
            }),
          );
        // Messages of the database can hold what was sent: only its code is shown, the rest is the cause.
        const text = `PostgreSQL did not carry out a statement (${String(code ?? 'unknown error')}).`;
        fail(new KsefError(text, { code: 'POSTGRES_FAILED', cause }));
      },
    );
    function fail(reason: unknown): void {
      end();
      reject(reason);
    }
    function end(): void {
      clearTimeout(timer);
      off();
    }
  });
}
