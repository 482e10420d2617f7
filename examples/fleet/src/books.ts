import type { Redis } from 'ioredis';
import type { Pool } from 'pg';

/** What became of an invoice. */
export interface SavedResult {
  readonly status: string;
  readonly ksefNumber?: string | undefined;
}

/** Your own tables: invoices to send, what became of them, and invoices received. Writing the same twice changes nothing. */
export interface Books {
  addInvoices(invoices: ReadonlyMap<string, Uint8Array>): Promise<void>;
  loadInvoice(id: string): Promise<Uint8Array>;
  saveResult(id: string, result: SavedResult): Promise<void>;
  saveInvoice(key: string, content: Uint8Array): Promise<void>;
  results(): Promise<ReadonlyMap<string, SavedResult>>;
  receivedKeys(): Promise<readonly string[]>;
}

/** In Redis, to keep the example small: a company's books belong into a database. */
export function redisBooks(redis: Redis): Books {
  return {
    async addInvoices(invoices) {
      const pipeline = redis.pipeline();
      for (const [id, content] of invoices) pipeline.hset('books:invoices', id, Buffer.from(content));
      await pipeline.exec();
    },
    async loadInvoice(id) {
      const content = await redis.hgetBuffer('books:invoices', id);
      if (content === null) throw new Error(`There is no invoice ${id}.`);
      return content;
    },
    async saveResult(id, result) {
      await redis.hset('books:results', id, JSON.stringify(result));
    },
    async saveInvoice(key, content) {
      await redis.hset('books:received', key, Buffer.from(content));
    },
    async results() {
      const found = await redis.hgetall('books:results');
      return new Map(Object.entries(found).map(([id, json]) => [id, JSON.parse(json) as SavedResult]));
    },
    receivedKeys: () => redis.hkeys('books:received'),
  };
}

export async function postgresBooks(pool: Pool): Promise<Books> {
  // Processes that start together would otherwise make the tables at one time.
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query("SELECT pg_advisory_xact_lock(hashtext('books'))");
    await client.query(
      'CREATE TABLE IF NOT EXISTS invoices (id text PRIMARY KEY, content bytea, result jsonb)',
    );
    await client.query('CREATE TABLE IF NOT EXISTS received (key text PRIMARY KEY, content bytea)');
    await client.query('COMMIT');
  } finally {
    client.release();
  }
  return {
    async addInvoices(invoices) {
      await pool.query(
        'INSERT INTO invoices (id, content) SELECT * FROM unnest($1::text[], $2::bytea[]) ON CONFLICT DO NOTHING',
        [[...invoices.keys()], [...invoices.values()].map((content) => Buffer.from(content))],
      );
    },
    async loadInvoice(id) {
      const { rows } = await pool.query('SELECT content FROM invoices WHERE id = $1', [id]);
      if (rows[0] === undefined) throw new Error(`There is no invoice ${id}.`);
      return rows[0].content as Buffer;
    },
    async saveResult(id, result) {
      await pool.query('UPDATE invoices SET result = $2 WHERE id = $1', [id, JSON.stringify(result)]);
    },
    async saveInvoice(key, content) {
      await pool.query('INSERT INTO received VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        key,
        Buffer.from(content),
      ]);
    },
    async results() {
      const { rows } = await pool.query('SELECT id, result FROM invoices WHERE result IS NOT NULL');
      return new Map(rows.map(({ id, result }) => [id as string, result as SavedResult]));
    },
    async receivedKeys() {
      const { rows } = await pool.query('SELECT key FROM received');
      return rows.map(({ key }) => key as string);
    },
  };
}
