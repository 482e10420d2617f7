import { KsefError } from '@ksef/core';
import type { PostgresPool } from './postgres-pool.js';

const undefinedTable = '42P01';

/** The pool, which says what to do where the tables are not there. @throws KsefError `TABLE_MISSING` */
export function withKnownFailures(pool: PostgresPool): PostgresPool {
  return {
    query: (sql, values) =>
      pool.query(sql, values).catch((cause: unknown) => {
        if ((cause as { code?: unknown } | undefined)?.code !== undefinedTable) throw cause;
        throw new KsefError('PostgreSQL has no tables for journals: createJournalTables(pool) makes them.', {
          code: 'TABLE_MISSING',
          cause,
        });
      }),
  };
}
