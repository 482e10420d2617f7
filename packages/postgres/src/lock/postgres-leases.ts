import type { Leases } from '@ksef/token-provider';
import type { Postgres } from '../client/postgres.js';
import { leaseStatements } from './statements.js';

/** Leases of keys in rows of a table, timed by the server's clock. */
export function postgresLeases(postgres: Postgres, table: string): Leases {
  const sql = leaseStatements(table);
  return {
    async take(key, owner, lockTtlMs, { signal }) {
      const { rows } = await postgres.query(sql.take, [key, owner, lockTtlMs], signal, (late) => {
        // On another connection of the pool, a release can overtake this statement, so it is released afterwards.
        if (late.rows.length > 0) postgres.query(sql.release, [key, owner]).catch(() => {});
      });
      const [taken] = rows as { fence: string }[];
      if (taken) return { fence: Number(taken.fence) };
      const [held] = (await postgres.query(sql.heldFor, [key], signal)).rows as { ms: string | null }[];
      return { heldForMs: Math.max(0, Number(held?.ms ?? 0)) };
    },
    renew: async (key, owner, lockTtlMs, { signal }) =>
      (await postgres.query(sql.renew, [key, owner, lockTtlMs], signal)).rowCount === 1,
    async release(key, owner, { signal }) {
      await postgres.query(sql.release, [key, owner], signal);
    },
  };
}
