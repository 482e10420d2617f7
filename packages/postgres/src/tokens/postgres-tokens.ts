import { KsefError } from '@ksef/core';
import { anything, checkOptions, numberFrom, type OptionChecks } from '@ksef/core/internal';
import {
  leaseLock,
  parseTokens,
  type SealingKey,
  sealedTokenStore,
  type TokenLock,
  type TokenStore,
} from '@ksef/token-provider';
import { isTimeoutMs, Postgres } from '../client/postgres.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { isTableName } from '../client/table-name.js';
import { postgresLeases } from '../lock/postgres-leases.js';
import { tokenStatements } from './statements.js';

/** Options of {@link postgresTokens}. */
export interface PostgresTokensOptions {
  /** Name of the table, with its schema if that is not on the search path. Default `ksef_tokens`. */
  readonly table?: string | undefined;
  /** Encrypts tokens at rest: the first key encrypts, all keys decrypt. Default: tokens are stored unencrypted. */
  readonly sealingKeys?: readonly SealingKey[] | undefined;
  /** How long a dead holder of the lock keeps the others waiting, in milliseconds. Default 10 000. */
  readonly lockTtlMs?: number | undefined;
  /** The longest wait for one statement, in milliseconds. Default 5 000. */
  readonly timeoutMs?: number | undefined;
}

/** A store and a lock that work together: tokens that an outdated holder of the lock saves are rejected. */
export interface PostgresTokens {
  readonly store: TokenStore;
  readonly lock: TokenLock;
}

const optionChecks: OptionChecks<PostgresTokensOptions> = {
  table: isTableName,
  // Validated where they encrypt.
  sealingKeys: anything,
  lockTtlMs: numberFrom(100, 2 ** 31 - 1),
  timeoutMs: isTimeoutMs,
};

/**
 * Tokens in a PostgreSQL table, for any number of processes: one login and one refresh per context in all of them.
 * `createTokensTable` creates the table.
 *
 * The store throws KsefError `TABLE_MISSING`, `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`, `STALE_TOKENS`,
 * `INVALID_TOKEN_INFO`, `UNSEAL_FAILED`; a `TokenProvider` reports them by events and continues.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type Authenticator, TokenProvider } from '@ksef/token-provider';
 * import { type PostgresPool, postgresTokens } from '@ksef/postgres/tokens';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * declare const authenticator: Authenticator;
 * const tokens = new TokenProvider({ environment: 'TEST', authenticator, ...postgresTokens(pool) });
 * ```
 */
export function postgresTokens(pool: PostgresPool, options: PostgresTokensOptions = {}): PostgresTokens {
  checkOptions<PostgresTokensOptions>(options, optionChecks);
  const { table = 'ksef_tokens', sealingKeys, lockTtlMs, timeoutMs = 5_000 } = options;
  const postgres = new Postgres(pool, { timeoutMs, createdBy: 'createTokensTable(pool)' });
  const sql = tokenStatements(table);

  const store: TokenStore = {
    async load(key, use) {
      const { rows } = await postgres.query(sql.load, [key], use?.signal);
      const [row] = rows as { json: string }[];
      return row && parseTokens(row.json);
    },
    async save(key, tokens, use) {
      const text = JSON.stringify(tokens);
      const { rowCount } =
        use?.fence === undefined
          ? await postgres.query(sql.saveUnfenced, [key, text], use?.signal)
          : await postgres.query(sql.save, [key, text, use.fence], use.signal);
      if (rowCount === 1) return;
      throw new KsefError(`Newer tokens of ${key} are in the store: these were not saved.`, {
        code: 'STALE_TOKENS',
      });
    },
    async remove(key, use) {
      await postgres.query(sql.remove, [key], use?.signal);
    },
  };
  const lock = leaseLock(postgresLeases(postgres, table), { lockTtlMs });
  return { store: sealingKeys ? sealedTokenStore(store, sealingKeys) : store, lock };
}
