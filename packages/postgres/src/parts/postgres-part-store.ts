import { KsefError } from '@ksef/core';
import { checkOptions, type OptionChecks } from '@ksef/core/internal';
import type { PartSink, PartStore } from '@ksef/sessions/batch';
import { checkPartName } from '@ksef/sessions/internal';
import { isTimeoutMs, Postgres } from '../client/postgres.js';
import type { PostgresPool } from '../client/postgres-pool.js';
import { isTableName } from '../client/table-name.js';
import { PieceBuffer } from './piece-buffer.js';
import { type PartStatements, partStatements, partTables } from './statements.js';

/** Options of {@link postgresPartStore}. */
export interface PostgresPartStoreOptions {
  /**
   * Name of the table of parts, with its schema if that is not on the search path. The table of their bytes has the
   * suffix `_bytes`. Default `ksef_parts`.
   */
  readonly table?: string | undefined;
  /** The longest wait for one statement, which contains up to 1 MB, in milliseconds. Default 30 000. */
  readonly timeoutMs?: number | undefined;
}

const optionChecks: OptionChecks<PostgresPartStoreOptions> = { table: isTableName, timeoutMs: isTimeoutMs };
const pieceBytes = 1_000_000;

/**
 * Encrypted parts of batches in PostgreSQL, so that another machine can resume a batch. `createPartsTables` creates the
 * tables. Parts are written and read in pieces of 1 MB. An incomplete part cannot be read. Parts contain only
 * ciphertext, and are removed when KSeF has verified them.
 *
 * Its functions throw KsefError `PART_MISSING`, `PART_REPLACED`, `POSTGRES_FAILED`, `POSTGRES_TIMEOUT`, `TABLE_MISSING`;
 * InvalidInputError `INVALID_PART_NAME`.
 *
 * @throws InvalidInputError `INVALID_OPTION`
 * @example
 * ```ts
 * import { type PostgresPool, postgresPartStore } from '@ksef/postgres/parts';
 *
 * declare const pool: PostgresPool; // new Pool() of pg
 * const partStore = postgresPartStore(pool); // of sendBatch, with a journal
 * ```
 */
export function postgresPartStore(pool: PostgresPool, options: PostgresPartStoreOptions = {}): PartStore {
  checkOptions<PostgresPartStoreOptions>(options, optionChecks);
  const { table, timeoutMs = 30_000 } = options;
  const sql = partStatements(partTables(table));
  const postgres = new Postgres(pool, { timeoutMs, createdBy: 'createPartsTables(pool)' });
  return {
    async create(name, { signal } = {}) {
      checkPartName(name);
      const version = crypto.randomUUID();
      await postgres.query(sql.remove, [name], signal);
      await postgres.query(sql.begin, [name, version], signal);
      return sinkOf(postgres, sql, { name, version }, signal);
    },
    async read(name, { signal } = {}) {
      checkPartName(name);
      const { rows } = await postgres.query(sql.find, [name], signal);
      const [found] = rows as { version: string; pieces: number }[];
      if (!found) throw missing(name);
      let position = 0;
      return new ReadableStream(
        {
          async pull(controller) {
            if (position === found.pieces) return controller.close();
            const values = [name, found.version, position++];
            const [piece] = (await postgres.query(sql.read, values, signal)).rows as { bytes: Uint8Array }[];
            if (!piece) throw missing(name);
            controller.enqueue(piece.bytes);
          },
        },
        { highWaterMark: 0 },
      );
    },
    async list(prefix, { signal } = {}) {
      const { rows } = await postgres.query(sql.list, [prefix], signal);
      return (rows as { name: string }[]).map((row) => row.name);
    },
    async remove(name, { signal } = {}) {
      checkPartName(name);
      await postgres.query(sql.remove, [name], signal);
    },
  };
}

function sinkOf(
  postgres: Postgres,
  sql: PartStatements,
  { name, version }: { readonly name: string; readonly version: string },
  signal: AbortSignal | undefined,
): PartSink {
  let pieces = 0;
  const run = async (statement: string, values: unknown[]) => {
    const { rowCount } = await postgres.query(statement, [name, version, ...values], signal);
    if (rowCount === 1) return;
    throw new KsefError(`Part ${name} was begun again by another process. Stop this one.`, {
      code: 'PART_REPLACED',
    });
  };
  const buffer = new PieceBuffer(pieceBytes, async (bytes) => {
    await run(sql.add, [pieces, bytes]);
    pieces++;
  });
  return {
    write: (bytes) => buffer.write(bytes),
    async close() {
      await buffer.flush();
      await run(sql.complete, [pieces]);
    },
  };
}

function missing(name: string): KsefError {
  return new KsefError(`There is no part ${name} in PostgreSQL, or not all of it.`, { code: 'PART_MISSING' });
}
