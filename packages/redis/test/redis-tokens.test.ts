import {
  tokenFenceConformance,
  tokenLockConformance,
  tokenStoreConformance,
} from '@ksef/token-provider/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startRedis, type TestServer } from '@ksef-tools/testing/servers';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisTokens, redisTokens } from '../src/tokens.js';
import { clients } from './support/connect.mjs';

const sealingKeys = [{ id: 'k1', key: new Uint8Array(32).fill(7) }];
const tokens = (name: string, validUntil = '2099-01-01T00:15:00Z') => ({
  accessToken: { token: `access-${name}`, validUntil },
});

describe('redisTokens', () => {
  it('refuses options that make no sense', () => {
    const client = async () => null;
    for (const options of [{ lockTtlMs: 5 }, { timeoutMs: 0 }, { prefix: 3 as never }, { sealingKeys: [] }]) {
      expect(() => redisTokens(client, options)).toThrow(/must be|Sealing keys/);
    }
    expect(() => redisTokens('redis://localhost' as never)).toThrow(/client must be/);
  });
});

describe.skipIf(!hasTools('redis-server'))('on a Redis', () => {
  let server: TestServer;
  let raw: Redis;
  const closers: (() => Promise<void>)[] = [];
  const handle = async (name: 'ioredis' | 'redis', options = {}): Promise<RedisTokens> => {
    const { client, close } = await clients[name](server.url);
    closers.push(close);
    return redisTokens(client, { timeoutMs: 20_000, ...options });
  };
  beforeAll(async () => {
    server = await startRedis();
    raw = new Redis(server.url);
  });
  afterAll(async () => {
    raw?.disconnect();
    await Promise.all(closers.map((close) => close()));
    await server?.close();
  });

  describe.each(['ioredis', 'redis'] as const)('through %s', (name) => {
    tokenStoreConformance({ create: async () => (await handle(name)).store }, { it });
    tokenLockConformance({ create: async () => (await handle(name)).lock }, { it });
    tokenFenceConformance({ create: () => handle(name) }, { it });
  });
  describe('sealed', () => {
    tokenStoreConformance({ create: async () => (await handle('redis', { sealingKeys })).store }, { it });
    tokenFenceConformance({ create: () => handle('redis', { sealingKeys }) }, { it });

    it('keeps no token in clear', async () => {
      const { store } = await handle('ioredis', { sealingKeys });
      await store.save('TEST/Nip:1', tokens('secret'));
      const kept = JSON.stringify(await raw.hgetall('ksef:tokens:TEST/Nip:1'));
      expect(kept).toContain('sealed1.k1.');
      expect(kept).not.toContain('access-secret');
    });
  });

  it('forgets tokens a day after they ended, and contexts without tokens after a day', async () => {
    const { store, lock } = await handle('ioredis');
    const end = Date.now() + 600_000;
    await store.save('a', tokens('a', new Date(end).toISOString()));
    expect(await raw.pexpiretime('ksef:tokens:a')).toBe(end + 86_400_000);
    await lock.withLock('b', async () => {});
    await store.remove('c');
    for (const key of ['b', 'c']) {
      const left = await raw.pttl(`ksef:tokens:${key}`);
      expect(left).toBeGreaterThan(80_000_000);
      expect(left).toBeLessThanOrEqual(86_400_000);
    }
  });

  it('gives rising fences after Redis has lost its memory', async () => {
    const { lock, store } = await handle('ioredis');
    const old = await lock.withLock('k', async (_signal, fence) => fence);
    await raw.flushall();
    await store.save('k', tokens('new'), {
      fence: await lock.withLock('k', async (_signal, fence) => fence),
    });
    await expect(store.save('k', tokens('old'), { fence: old })).rejects.toMatchObject({
      code: 'STALE_TOKENS',
    });
  });

  it('prolongs a lock that is held for longer than it lasts', async () => {
    // A crowded machine may stall for seconds.
    const { lock } = await handle('redis', { lockTtlMs: 4_000 });
    const other = await handle('ioredis', { lockTtlMs: 4_000 });
    const order: string[] = [];
    const long = lock.withLock('long', async (signal) => {
      await new Promise((resolve) => setTimeout(resolve, 9_000));
      order.push(`long, ${signal.aborted ? 'lost' : 'held'}`);
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([long, other.lock.withLock('long', async () => void order.push('next'))]);
    expect(order).toEqual(['long, held', 'next']);
  });

  it('aborts the signal of a holder whose lock was taken away', async () => {
    const { lock } = await handle('redis', { lockTtlMs: 1_000 });
    const reason = await lock.withLock('stolen', async (signal) => {
      await raw.hset('ksef:tokens:stolen', 'owner', 'somebody else');
      if (!signal.aborted) {
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      }
      return signal.reason as unknown;
    });
    expect(reason).toMatchObject({ code: 'LOCK_LOST' });
    expect(await raw.hget('ksef:tokens:stolen', 'owner')).toBe('somebody else');
  });
});
