import { checkpointStoreConformance } from '@ksef/export/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startPostgres, type TestServer } from '@ksef-tools/testing/servers';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCheckpointsTable, postgresCheckpoints } from '../src/checkpoints.js';

it.each([
  [{ table: '' }, 'table'],
  [{ timeoutMs: -1 }, 'timeoutMs'],
  [{ tabel: 'a' }, 'tabel'],
])('postgresCheckpoints refuses %j', (options, input) => {
  const pool = { query: async () => ({ rows: [], rowCount: 0 }) };
  expect(() => postgresCheckpoints(pool, options as object)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', input }),
  );
});

describe.skipIf(!hasTools('postgres'))('postgresCheckpoints on a PostgreSQL', () => {
  let server: TestServer;
  const pools: pg.Pool[] = [];
  beforeAll(async () => {
    server = await startPostgres();
    for (let count = 0; count < 2; count++) pools.push(new pg.Pool({ connectionString: server.url }));
    for (const pool of pools) pool.on('error', () => {});
    await Promise.all(pools.map((pool) => createCheckpointsTable(pool)));
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await server?.close();
  });

  let handles = 0;
  const create = () => postgresCheckpoints(pools[handles++ % 2] as pg.Pool, { timeoutMs: 20_000 });
  checkpointStoreConformance({ create }, { it });

  it('refuses what is no checkpoint, and says where it is', async () => {
    await pools[0]?.query(`INSERT INTO ksef_checkpoints VALUES ('odd', '{"version":2}', now())`);
    await expect(create().load('odd')).rejects.toMatchObject({
      code: 'INVALID_CHECKPOINT',
      message: expect.stringContaining('odd in ksef_checkpoints'),
    });
  });
});
