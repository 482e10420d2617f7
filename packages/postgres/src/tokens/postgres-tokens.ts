import { invalidOption, KsefError } from '@ksef/core';
import {
  leaseLock,
  type SealingKey,
  type StoredTokens,
  sealedTokenStore,
  type TokenLock,
  type TokenStore,
} from '@ksef/token-provider';
import type { TokensTableOptions } from './create-tokens-table.js';
import type { PostgresPool } from './postgres-pool.js';
import { runQuery } from './run-query.js';
import { statementsFor } from './statements.js';
import { tableName } from './table-name.js';

/** Options of {@link postgresTokens}. */
export interface PostgresTokensOptions extends TokensTableOptions {
  /** Encrypts tokens where they rest: the first key seals, each of them opens. Default: tokens rest in clear. */
  readonly sealingKeys?: readonly SealingKey[] | undefined;
  /** How long a holder of the lock that died keeps the others waiting, in milliseconds. Default 10 000. */
  readonly lockTtlMs?: number | undefined;
  /** The longest wait for one statement, in milliseconds. Default 5 000. */
  readonly timeoutMs?: number | undefined;
}

/** A store and a lock that work together: what an outdated holder of the lock saves is refused. */
export interface PostgresTokens {
  readonly store: TokenStore;
  readonly lock: TokenLock;
}

/**
 * Tokens in a table of PostgreSQL, for any number of processes: one login and one refresh a context in all of them.
 * `createTokensTable` makes the table.
 *
 * The store throws KsefError `TABLE_MISSING`, `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`, `STALE_TOKENS`, `UNSEAL_FAILED`; a
 * `TokenProvider` tells of them by events and goes on.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type Authenticator, TokenProvider } from '@ksef/token-provider';
 * import { type PostgresPool, postgresTokens } from '@ksef/token-store-postgres';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * declare const authenticator: Authenticator;
 * const tokens = new TokenProvider({ environment: 'TEST', authenticator, ...postgresTokens(pool) });
 * ```
 */
export function postgresTokens(pool: PostgresPool, options: PostgresTokensOptions = {}): PostgresTokens {
  const { sealingKeys, lockTtlMs = 10_000, timeoutMs = 5_000 } = options;
  if (typeof pool?.query !== 'function') throw invalidOption('pool', 'a Pool of pg');
  if (!(lockTtlMs >= 100)) throw invalidOption('lockTtlMs', 'a number of at least 100');
  if (!(timeoutMs > 0)) throw invalidOption('timeoutMs', 'a number above 0');
  const sql = statementsFor(tableName(options.table));
  const run = (statement: string, values: unknown[], signal: AbortSignal | undefined) =>
    runQuery(pool, statement, values, { timeoutMs, signal });

  const store: TokenStore = {
    async load(key, use) {
      const { rows } = await run(sql.load, [key], use?.signal);
      return (rows[0] as { tokens: StoredTokens } | undefined)?.tokens;
    },
    async save(key, tokens, use) {
      const text = JSON.stringify(tokens);
      const { rowCount } =
        use?.fence === undefined
          ? await run(sql.saveUnfenced, [key, text], use?.signal)
          : await run(sql.save, [key, text, use.fence], use.signal);
      if (rowCount === 1) return;
      throw new KsefError(`Newer tokens of ${key} are in the store: these were not saved.`, {
        code: 'STALE_TOKENS',
      });
    },
    async remove(key, use) {
      await run(sql.remove, [key], use?.signal);
    },
  };
  const lock = leaseLock(
    {
      async take(key, owner, lockTtlMs, { signal }) {
        const [taken] = (await run(sql.take, [key, owner, lockTtlMs], signal)).rows as { fence: string }[];
        if (taken) return { fence: Number(taken.fence) };
        const [held] = (await run(sql.heldFor, [key], signal)).rows as { ms: string | null }[];
        return { heldForMs: Math.max(0, Number(held?.ms ?? 0)) };
      },
      renew: async (key, owner, lockTtlMs, { signal }) =>
        (await run(sql.renew, [key, owner, lockTtlMs], signal)).rowCount === 1,
      async release(key, owner, { signal }) {
        await run(sql.release, [key, owner], signal);
      },
    },
    { lockTtlMs },
  );
  return { store: sealingKeys ? sealedTokenStore(store, sealingKeys) : store, lock };
}
