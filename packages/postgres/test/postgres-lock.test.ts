import { tokenLockConformance } from '@ksef/token-provider/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startPostgres, type TestServer } from '@ksef-tools/testing/servers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLockTable, type PostgresLockOptions, postgresLock } from '../src/lock.js';
import { slowPool } from './support/slow-pool.js';

it.each([
  [{ table: 'a"b' }, 'table'],
  [{ table: 'a'.repeat(60) }, 'table'],
  [{ lockTtlMs: 99 }, 'lockTtlMs'],
  [{ timeoutMs: 2 ** 31 }, 'timeoutMs'],
  [{ prefix: 'a' }, 'prefix'],
])('postgresLock refuses %j', (options, input) => {
  const pool = { query: async () => ({ rows: [], rowCount: 0 }) };
  expect(() => postgresLock(pool, options as PostgresLockOptions)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', input }),
  );
});

describe.skipIf(!hasTools('postgres'))('postgresLock on a PostgreSQL', () => {
  let server: TestServer;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url });
    pool.on('error', () => {});
    await createLockTable(pool);
  });
  afterAll(async () => {
    await pool?.end();
    await server?.close();
  });

  tokenLockConformance({ create: () => postgresLock(pool, { timeoutMs: 20_000 }) }, { it });

  it('waits for a dead holder no longer than its lease, after the clock was put back by an hour', async () => {
    const lock = postgresLock(pool, { lockTtlMs: 1_000, timeoutMs: 20_000 });
    await pool.query(
      `INSERT INTO ksef_locks (key, lock_owner, lock_until, lock_ttl)
       VALUES ('jump', 'dead', clock_timestamp() + interval '1 hour', 1000)`,
    );
    const began = Date.now();
    expect(await lock.withLock('jump', async () => 'in')).toBe('in');
    expect(Date.now() - began).toBeGreaterThan(900);
    expect(Date.now() - began).toBeLessThan(20_000);
  });

  it('leaves the key free when its caller has left before the statement that takes it was carried out', async () => {
    const { slow, statements, arrive } = slowPool(pool);
    const leaving = new AbortController();
    const left = postgresLock(slow, { timeoutMs: 20_000 }).withLock('left', async () => {}, {
      signal: leaving.signal,
    });
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    await statements[1];
    arrive();
    await vi.waitFor(async () => {
      await statements[0];
      const { rows } = await pool.query(`SELECT lock_owner FROM ksef_locks WHERE key = 'left'`);
      expect(rows).toEqual([{ lock_owner: null }]);
    });
  });

  it('names what creates its table where there is none', async () => {
    const lock = postgresLock(pool, { table: 'not_there' });
    await expect(lock.withLock('a', async () => {})).rejects.toMatchObject({
      code: 'TABLE_MISSING',
      message: expect.stringContaining('createLockTable(pool)'),
    });
  });
});
