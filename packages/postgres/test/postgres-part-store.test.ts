import { partStoreConformance } from '@ksef/sessions/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startPostgres, type TestServer } from '@ksef-tools/testing/servers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPartsTables, postgresPartStore } from '../src/parts.js';

it.each([
  [{ table: 'A' }, 'table'],
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ folder: 'a' }, 'folder'],
])('postgresPartStore refuses %j', (options, input) => {
  const pool = { query: async () => ({ rows: [], rowCount: 0 }) };
  expect(() => postgresPartStore(pool, options as object)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', input }),
  );
});

describe.skipIf(!hasTools('postgres'))('postgresPartStore on a PostgreSQL', () => {
  let server: TestServer;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await startPostgres();
    pool = new pg.Pool({ connectionString: server.url });
    pool.on('error', () => {});
    await Promise.all([createPartsTables(pool), createPartsTables(pool)]);
  });
  afterAll(async () => {
    await pool?.end();
    await server?.close();
  });

  partStoreConformance({ create: () => postgresPartStore(pool) }, { it });

  it('gives out no part that was not completed, and lists it, so that it can be removed', async () => {
    const store = postgresPartStore(pool);
    const sink = await store.create('half');
    await sink.write(new Uint8Array(1_500_000));
    await expect(store.read('half')).rejects.toMatchObject({ code: 'PART_MISSING' });
    expect(await store.list('half')).toEqual(['half']);
    await store.remove('half');
    expect((await pool.query(`SELECT name FROM ksef_parts_bytes WHERE name = 'half'`)).rows).toEqual([]);
  });

  it('lets no writer add to a part that another has begun again', async () => {
    const store = postgresPartStore(pool);
    const first = await store.create('twice');
    await first.write(new Uint8Array(1_000_000).fill(1));
    const second = await store.create('twice');
    await expect(first.write(new Uint8Array(1_000_000).fill(1))).rejects.toMatchObject({
      code: 'PART_REPLACED',
    });
    await expect(first.close()).rejects.toMatchObject({ code: 'PART_REPLACED' });
    await second.write(new Uint8Array([2]));
    await second.close();
    const { value } = await (await store.read('twice')).getReader().read();
    expect([...(value ?? [])]).toEqual([2]);
  });

  it('fails when a piece is missing', async () => {
    const store = postgresPartStore(pool);
    const sink = await store.create('torn');
    await sink.write(new Uint8Array(2_500_000));
    await sink.close();
    await pool.query(`DELETE FROM ksef_parts_bytes WHERE name = 'torn' AND position = 1`);
    const reader = (await store.read('torn')).getReader();
    await reader.read();
    await expect(reader.read()).rejects.toMatchObject({ code: 'PART_MISSING' });
  });

  it.each(['', '../a', '.a', 'a/b', 'a b', 'x'.repeat(201)])('refuses %j for a name', async (name) => {
    const store = postgresPartStore(pool);
    for (const act of [() => store.create(name), () => store.read(name), () => store.remove(name)])
      await expect(act()).rejects.toMatchObject({ code: 'INVALID_PART_NAME' });
  });
});
