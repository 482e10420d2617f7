import type { JournalEntry, JournalRun } from '@ksef/sessions';
import { sessionJournalConformance } from '@ksef/sessions/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startPostgres, type TestServer } from '@ksef-tools/testing/servers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createJournalTables, type PostgresPool, postgresJournal } from '../src/journal.js';
import { slowPool } from './support/slow-pool.js';

const entry = (number: number): JournalEntry => ({ type: 'entry', number });

async function read(run: JournalRun): Promise<JournalEntry[]> {
  const all: JournalEntry[] = [];
  for await (const one of run.entries()) all.push(one);
  return all;
}

describe('postgresJournal', () => {
  it('refuses options that make no sense', () => {
    const pool = { query: async () => ({ rows: [], rowCount: 0 }) };
    for (const options of [
      { lockTtlMs: 5 },
      { timeoutMs: 0 },
      { clock: {} as never },
      { table: 'a"b' },
      { table: '' },
    ])
      expect(() => postgresJournal(pool, options)).toThrow(/must be/);
    expect(() => postgresJournal('postgres://localhost' as never)).toThrow(/pool must be/);
  });
});

describe.skipIf(!hasTools('postgres'))('on a PostgreSQL', () => {
  let server: TestServer;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url });
    pool.on('error', () => {});
    await Promise.all(Array.from({ length: 4 }, () => createJournalTables(pool)));
  });
  afterAll(async () => {
    await pool?.end();
    await server?.close();
  });

  sessionJournalConformance({ create: () => postgresJournal(pool) }, { it });

  it('says what makes the tables where there are none', async () => {
    const journal = postgresJournal(pool, { table: 'not_there' });
    for (const asked of [() => journal.open('one'), () => journal.runs(), () => journal.remove('one')])
      await expect(asked()).rejects.toMatchObject({
        code: 'TABLE_MISSING',
        message: expect.stringContaining('createJournalTables'),
      });
  });

  it('reads long journals page by page', async () => {
    const journal = postgresJournal(pool);
    const run = await journal.open('long');
    const all = Array.from({ length: 3_500 }, (_, number) => entry(number));
    await run.append(all);
    expect(await read(run)).toEqual(all);
    await run.close();
  });

  it('writes what waits together in one statement', async () => {
    let statements = 0;
    const counted: PostgresPool = {
      query: (sql, values) => {
        if (sql.includes('unnest')) statements++;
        return pool.query(sql, values);
      },
    };
    const run = await postgresJournal(counted).open('together');
    await Promise.all(Array.from({ length: 500 }, (_, number) => run.append([entry(number)])));
    expect(statements).toBeLessThanOrEqual(3);
    expect(await read(run)).toHaveLength(500);
    await run.close();
  });

  it('keeps the run of a living process, however long it works', async () => {
    const journal = postgresJournal(pool, { lockTtlMs: 2_000 });
    const run = await journal.open('alive');
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    await expect(journal.open('alive')).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
    await run.close();
    await (await journal.open('alive')).close();
  });

  it('gives the run of a process that died to the next one, and takes no line from the dead one', async () => {
    let dead = false;
    const dying: PostgresPool = {
      query: (sql, values) =>
        dead && sql.startsWith('UPDATE') ? Promise.reject(new Error('gone')) : pool.query(sql, values),
    };
    const first = await postgresJournal(dying, { lockTtlMs: 2_000 }).open('dead');
    await first.append([entry(1)]);
    dead = true;
    const journal = postgresJournal(pool, { lockTtlMs: 2_000 });
    await expect(journal.open('dead')).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const second = await journal.open('dead');
    await second.append([entry(2)]);
    await expect(first.append([entry(3)])).rejects.toMatchObject({ code: 'JOURNAL_LOST' });
    await expect(first.append([entry(4)])).rejects.toMatchObject({ code: 'JOURNAL_LOST' });
    expect(await read(second)).toEqual([entry(1), entry(2)]);
    await second.append([entry(5)]);
    await second.close();
    expect(await read(await journal.open('dead'))).toEqual([entry(1), entry(2), entry(5)]);
  });

  it('frees the run of a dead holder in time, after the clock of the server was put back by an hour', async () => {
    const journal = postgresJournal(pool, { lockTtlMs: 1_500 });
    await (await journal.open('jump')).close();
    await pool.query(
      `UPDATE ksef_journal SET held_until = clock_timestamp() + interval '1 hour' WHERE run_id = 'jump'`,
    );
    await expect(journal.open('jump')).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
    await new Promise((resolve) => setTimeout(resolve, 1_600));
    await (await journal.open('jump')).close();
  });

  it('holds no run for a caller that left before the statement that takes it was carried out', async () => {
    const { slow, statements, arrive } = slowPool(pool);
    const leaving = new AbortController();
    const left = postgresJournal(slow).open('left', { signal: leaving.signal });
    leaving.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    arrive();
    await statements[0];
    await vi.waitFor(async () => (await postgresJournal(pool).open('left')).close());
  });

  it('leaves a closed run free when a renewal of its lock is carried out only after the release', async () => {
    const { slow, statements, arrive } = slowPool(pool, 'SET held_until = clock_timestamp()');
    const run = await postgresJournal(slow, { lockTtlMs: 100 }).open('renewed late');
    await vi.waitFor(() => expect(statements).toHaveLength(3));
    await run.close();
    arrive();
    await Promise.all(statements);
    await (await postgresJournal(pool).open('renewed late')).close();
  });

  it('adds a line once, and leaves the run free, when its first write is carried out only after the release', async () => {
    const { slow, statements, arrive } = slowPool(pool, 'unnest');
    // The second attempt takes another connection.
    const run = await postgresJournal(slow, { timeoutMs: 200 }).open('written late');
    const writing = run.append([entry(1)]);
    await vi.waitFor(() => expect(statements).toHaveLength(3));
    const closing = run.close();
    await writing;
    await closing;
    arrive();
    await Promise.all(statements);
    const next = await postgresJournal(pool).open('written late');
    expect(await read(next)).toEqual([entry(1)]);
    await next.close();
  });

  it('adds lines once when the answer to a write is lost', async () => {
    let lose = 0;
    const losing: PostgresPool = {
      async query(sql, values) {
        const result = await pool.query(sql, values);
        if (sql.includes('unnest') && lose-- > 0) throw new Error('connection lost');
        return result;
      },
    };
    const run = await postgresJournal(losing).open('lost answer');
    lose = 1;
    await run.append([entry(1), entry(2)]);
    lose = 2;
    await Promise.all([run.append([entry(3)]), run.append([entry(4)])]);
    expect(await read(run)).toEqual([1, 2, 3, 4].map(entry));
    await run.close();
  });

  it('adds nothing more after a write that failed for good', async () => {
    let down = false;
    const failing: PostgresPool = {
      query: (sql, values) =>
        down && sql.includes('unnest') ? Promise.reject(new Error('down')) : pool.query(sql, values),
    };
    const run = await postgresJournal(failing).open('failed');
    await run.append([entry(1)]);
    down = true;
    await expect(run.append([entry(2)])).rejects.toMatchObject({ code: 'POSTGRES_FAILED' });
    down = false;
    await expect(run.append([entry(3)])).rejects.toMatchObject({ code: 'POSTGRES_FAILED' });
    await run.close();
    const again = await postgresJournal(pool).open('failed');
    expect(await read(again)).toEqual([entry(1)]);
    await again.close();
  });

  it('tells when lines are missing or are no entries', async () => {
    const journal = postgresJournal(pool);
    for (const [id, damage] of [
      ['gap', `DELETE FROM ksef_journal_lines WHERE run_id = 'gap' AND position = 2`],
      ['odd', `UPDATE ksef_journal_lines SET line = '[]' WHERE run_id = 'odd' AND position = 2`],
    ] as const) {
      const run = await journal.open(id);
      await run.append([entry(1), entry(2), entry(3)]);
      await pool.query(damage);
      await expect(read(run)).rejects.toMatchObject({ code: 'JOURNAL_CORRUPT' });
      await run.close();
    }
  });
});
