import { tokenLockConformance } from '@ksef/token-provider/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startRedis, type TestServer } from '@ksef-tools/testing/servers';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisLockOptions, redisLock } from '../src/lock.js';

it.each([
  [{ prefix: 5 }, 'prefix'],
  [{ lockTtlMs: 99 }, 'lockTtlMs'],
  [{ lockTtlMs: Number.POSITIVE_INFINITY }, 'lockTtlMs'],
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ timeoutMs: 1e12 }, 'timeoutMs'],
  [{ ttl: 5_000 }, 'ttl'],
])('redisLock refuses %j', (options, input) => {
  expect(() => redisLock(async () => null, options as RedisLockOptions)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', input }),
  );
});

describe.skipIf(!hasTools('redis-server'))('redisLock on a Redis', () => {
  let server: TestServer;
  let client: Redis;
  beforeAll(async () => {
    server = await startRedis();
    client = new Redis(server.url);
  });
  afterAll(async () => {
    client?.disconnect();
    await server?.close();
  });

  tokenLockConformance({ create: () => redisLock(client, { timeoutMs: 20_000 }) }, { it });

  it('waits for a dead holder no longer than its lease, after the clock of Redis was put back by an hour', async () => {
    const lock = redisLock(client, { lockTtlMs: 1_000, timeoutMs: 20_000 });
    const key = 'ksef:locks:jump';
    // What a holder leaves that died just before: its lease ends an hour from what is now.
    await lock.withLock('jump', async () => {});
    await client.hset(key, { owner: 'dead', until: Date.now() + 3_600_000, ttl: 1_000 });
    const began = Date.now();
    expect(await lock.withLock('jump', async () => 'in')).toBe('in');
    expect(Date.now() - began).toBeGreaterThan(900);
    expect(Date.now() - began).toBeLessThan(20_000);
  });

  it('lets a living holder keep its lease when the clock is put back', async () => {
    const lock = redisLock(client, { lockTtlMs: 1_500, timeoutMs: 20_000 });
    const order: string[] = [];
    const long = lock.withLock('alive', async (signal) => {
      await client.hset('ksef:locks:alive', 'until', Date.now() + 3_600_000);
      const next = lock.withLock('alive', async () => void order.push('next'));
      await new Promise((resolve) => setTimeout(resolve, 4_000));
      order.push(signal.aborted ? 'lost' : 'held');
      return { next };
    });
    await (await long).next;
    expect(order).toEqual(['held', 'next']);
  });
});
