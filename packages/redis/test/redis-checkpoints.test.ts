import type { SyncCheckpoint } from '@ksef/export/checkpoints';
import { checkpointStoreConformance } from '@ksef/export/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startRedis, type TestServer } from '@ksef-tools/testing/servers';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisCheckpoints } from '../src/checkpoints.js';

it.each([
  [{ prefix: 5 }, 'prefix'],
  [{ timeoutMs: Number.NaN }, 'timeoutMs'],
  [{ base: 'a' }, 'base'],
])('redisCheckpoints refuses %j', (options, input) => {
  expect(() => redisCheckpoints(async () => null, options as object)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', input }),
  );
});

describe.skipIf(!hasTools('redis-server'))('redisCheckpoints on a Redis', () => {
  let server: TestServer;
  let one: Redis;
  let other: ReturnType<typeof createClient>;
  beforeAll(async () => {
    server = await startRedis();
    one = new Redis(server.url);
    other = createClient({ url: server.url });
    await other.connect();
  });
  afterAll(async () => {
    one?.disconnect();
    other?.destroy();
    await server?.close();
  });

  let handles = 0;
  const create = () => redisCheckpoints(handles++ % 2 ? one : other, { timeoutMs: 20_000 });
  checkpointStoreConformance({ create }, { it });

  it('refuses what is no checkpoint, and says where it is', async () => {
    await one.set('ksef:checkpoints:a', '{"version":1,"from":"2026');
    await expect(redisCheckpoints(one).load('a')).rejects.toMatchObject({
      code: 'INVALID_CHECKPOINT',
      message: expect.stringContaining('ksef:checkpoints:a in Redis'),
    });
  });

  it('fails by name while Redis is unavailable', async () => {
    const store = redisCheckpoints(() => Promise.reject(new Error('down')), {});
    const checkpoint: SyncCheckpoint = { version: 1, from: 'x', delivered: [] };
    await expect(store.load('a')).rejects.toMatchObject({ code: 'REDIS_FAILED' });
    await expect(store.save('a', checkpoint)).rejects.toMatchObject({ code: 'REDIS_FAILED' });
  });
});
