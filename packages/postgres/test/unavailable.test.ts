import { inspect } from 'node:util';
import { hasTools } from '@ksef-tools/testing';
import { startPostgres, type TestServer } from '@ksef-tools/testing/servers';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createCheckpointsTable,
  createJournalTables,
  createLimiterTables,
  createLockTable,
  createTokensTable,
  type PostgresPool,
  postgresCheckpoints,
  postgresJournal,
  postgresLock,
  postgresTokens,
} from '../src/index.js';
import { type DroppingProxy, startDroppingProxy } from './support/dropping-proxy.js';

const tokens = { accessToken: { token: 'token-secret', validUntil: '2099-01-01T00:15:00Z' } };
const checkpoint = { version: 1, from: '2026-02-01T10:00:00Z', delivered: [] } as const;
const timeoutMs = 300;
type Signal = AbortSignal | undefined;

/** Every call that asks the database. */
function callsOn(pool: PostgresPool): Record<string, (signal?: Signal) => Promise<unknown>> {
  const { store, lock } = postgresTokens(pool, { timeoutMs });
  const general = postgresLock(pool, { timeoutMs });
  const journal = postgresJournal(pool, { timeoutMs });
  const checkpoints = postgresCheckpoints(pool, { timeoutMs });
  return {
    'store.load': (signal) => store.load('a', { signal }),
    'store.save': (signal) => store.save('a', tokens, { signal }),
    'store.save with a fence': (signal) => store.save('a', tokens, { signal, fence: 5 }),
    'store.remove': (signal) => store.remove('a', { signal }),
    'tokens.lock': (signal) => lock.withLock('a', async () => {}, { signal }),
    lock: (signal) => general.withLock('a', async () => {}, { signal }),
    'journal.open': (signal) => journal.open('a', { signal }),
    'journal.runs': (signal) => journal.runs({ signal }),
    'journal.remove': (signal) => journal.remove('a', { signal }),
    'checkpoints.load': (signal) => checkpoints.load('a', { signal }),
    'checkpoints.save': (signal) => checkpoints.save('a', checkpoint, { signal }),
    createTokensTable: (signal) => createTokensTable(pool, { timeoutMs, signal }),
    createLockTable: (signal) => createLockTable(pool, { timeoutMs, signal }),
    createLimiterTables: (signal) => createLimiterTables(pool, { timeoutMs, signal }),
    createJournalTables: (signal) => createJournalTables(pool, { timeoutMs, signal }),
    createCheckpointsTable: (signal) => createCheckpointsTable(pool, { timeoutMs, signal }),
  };
}
const names = Object.keys(callsOn({ query: async () => ({ rows: [], rowCount: 0 }) }));

describe('a pool that fails', () => {
  it.each(names)('%s fails by name, and repeats nothing that was sent', async (name) => {
    const failure = Object.assign(new Error('invalid input: token-secret'), {
      code: '22P02',
      detail: 'Key (tokens)=(token-secret)',
      where: 'token-secret',
      table: 'ksef_tokens',
    });
    for (const pool of [
      { query: () => Promise.reject(failure) },
      // A pool that was ended throws at once.
      {
        query: () => {
          throw failure;
        },
      },
    ]) {
      const error = await callsOn(pool)
        [name]?.()
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        code: 'POSTGRES_FAILED',
        message: 'PostgreSQL did not carry out a statement (22P02).',
        cause: { code: '22P02', table: 'ksef_tokens' },
      });
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('secret');
    }
  });

  it.each(names)('%s ends with its signal before it asks', async (name) => {
    let asked = 0;
    const pool: PostgresPool = {
      query: async () => {
        asked++;
        return { rows: [], rowCount: 0 };
      },
    };
    const stop = new Error('stop');
    await expect(callsOn(pool)[name]?.(AbortSignal.abort(stop))).rejects.toBe(stop);
    expect(asked).toBe(0);
  });
});

describe.skipIf(!hasTools('postgres'))('a PostgreSQL behind a firewall that drops everything', () => {
  let server: TestServer;
  let proxy: DroppingProxy;
  const pools: pg.Pool[] = [];
  const connect = () => {
    const pool = new pg.Pool({ connectionString: server.url.replace(/:\d+\//, `:${proxy.port}/`), max: 20 });
    pool.on('error', () => {});
    pools.push(pool);
    return pool;
  };
  beforeAll(async () => {
    server = await startPostgres();
    proxy = await startDroppingProxy(server.port);
    const pool = connect();
    await createTokensTable(pool);
    await createLockTable(pool);
    await createJournalTables(pool);
    await createCheckpointsTable(pool);
  });
  afterEach(() => proxy.restore());
  afterAll(async () => {
    await proxy?.close();
    await Promise.all(pools.map((pool) => pool.end()));
    await server?.close();
  });

  it.each(names)('%s ends in time, and with its signal', async (name) => {
    const pool = connect();
    await pool.query('SELECT 1');
    proxy.drop();
    const began = performance.now();
    await expect(callsOn(pool)[name]?.()).rejects.toMatchObject({ code: 'POSTGRES_TIMEOUT' });
    expect(performance.now() - began).toBeLessThan(10_000);
    const controller = new AbortController();
    const waiting = callsOn(pool)[name]?.(controller.signal);
    controller.abort(new Error('left'));
    await expect(waiting).rejects.toThrow('left');
  });

  it('an open run stops in time: append, entries, close', async () => {
    const journal = postgresJournal(connect(), { timeoutMs, lockTtlMs: 2_000 });
    const run = await journal.open('open run');
    await run.append([{ type: 'entry', number: 1 }]);
    proxy.drop();
    const reading = async () => {
      for await (const _entry of run.entries());
    };
    await expect(reading()).rejects.toMatchObject({ code: 'POSTGRES_TIMEOUT' });
    const controller = new AbortController();
    const left = run.append([{ type: 'entry', number: 2 }], { signal: controller.signal });
    controller.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    await expect(run.append([{ type: 'entry', number: 3 }])).rejects.toMatchObject({
      code: 'POSTGRES_TIMEOUT',
    });
    const began = performance.now();
    await expect(run.close()).rejects.toMatchObject({ code: 'POSTGRES_TIMEOUT' });
    expect(performance.now() - began).toBeLessThan(10_000);
    proxy.restore();
    // The next process has the run when the hold of this one has ended, with all that is surely written.
    const next = postgresJournal(connect(), { timeoutMs: 20_000 });
    await expect
      .poll(
        () =>
          next
            .open('open run')
            .then((opened) => opened.close())
            .then(
              () => 'open',
              () => 'held',
            ),
        {
          timeout: 20_000,
          interval: 200,
        },
      )
      .toBe('open');
  });
});
