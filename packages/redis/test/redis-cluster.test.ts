import { contextIdentifier } from '@ksef/core';
import {
  tokenFenceConformance,
  tokenLockConformance,
  tokenStoreConformance,
} from '@ksef/token-provider/conformance';
import { hasTools } from '@ksef-tools/testing';
import { startRedis, type TestServer } from '@ksef-tools/testing/servers';
import { Cluster, Redis } from 'ioredis';
import { createCluster, createSentinel } from 'redis';
import { createCluster as createCluster4 } from 'redis-4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redisCommands, redisScript } from '../src/commands.js';
import { type RedisClient, redisCheckpoints, redisLimiter, redisTokens } from '../src/index.js';
import { startRedisCluster } from './support/redis-cluster.mjs';

const closers: (() => unknown)[] = [];
afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

describe.skipIf(!hasTools('redis-server'))('on a cluster of three nodes', () => {
  let urls: string[];
  beforeAll(async () => {
    const cluster = await startRedisCluster(3);
    closers.push(() => cluster.close());
    urls = cluster.urls;
  });

  const clients: Record<string, () => Promise<RedisClient>> = {
    async 'ioredis Cluster'() {
      const client = new Cluster(urls);
      closers.push(() => client.disconnect());
      return client;
    },
    async 'redis createCluster'() {
      const client = createCluster({ rootNodes: urls.map((url) => ({ url })) });
      client.on('error', () => {});
      await client.connect();
      closers.push(() => client.destroy());
      return client;
    },
    async 'redis 4 createCluster'() {
      const client = createCluster4({ rootNodes: urls.map((url) => ({ url })) });
      client.on('error', () => {});
      await client.connect();
      closers.push(() => client.disconnect());
      return client;
    },
  };

  describe.each(Object.keys(clients))('through %s', (name) => {
    const connect = () => (clients[name] as () => Promise<RedisClient>)();
    let client: RedisClient;
    beforeAll(async () => {
      client = await connect();
    });

    it('sends commands and scripts to the node of their key', async () => {
      const redis = redisCommands(client);
      const script = redisScript(`return {redis.call('GET', KEYS[1]), ARGV[1]}`);
      for (let at = 0; at < 40; at++) {
        const key = `${name} ${at}`;
        expect(await redis.send(['SET', key, `${at}`])).toBe('OK');
        expect(await script(redis, [key], ['a'])).toEqual([`${at}`, 'a']);
      }
    });

    const tokens = () => redisTokens(client, { prefix: `${name}:`, timeoutMs: 20_000 });
    tokenStoreConformance({ create: () => tokens().store }, { it });
    tokenLockConformance({ create: () => tokens().lock }, { it });
    tokenFenceConformance({ create: tokens }, { it });

    it('counts requests, blocks groups and forecasts, also where groups share a limit', async () => {
      const limiters = [1, 2].map(() => redisLimiter(client, { address: name, whenUnavailable: 'fail' }));
      for (let nip = 5_265_870_000; nip < 5_265_870_010; nip++) {
        const request = {
          environment: 'TEST',
          context: contextIdentifier('Nip', String(nip)),
          group: 'invoiceSend',
          operation: 'sendOnlineInvoice',
          limits: { perHour: 3 },
        } as const;
        for (const at of [0, 1, 0]) await limiters[at]?.admit(request);
        expect(await limiters[1]?.forecastMs(request, 1)).toBeGreaterThan(3_000_000);
      }
    });

    it('keeps checkpoints', async () => {
      const store = redisCheckpoints(client, { prefix: `${name} checkpoints:` });
      await store.save('a', { version: 1, from: '2026-02-01T10:00:00Z', delivered: [] });
      expect(await store.load('a')).toMatchObject({ from: '2026-02-01T10:00:00Z' });
    });
  });
});

describe.skipIf(!hasTools('redis-server'))('through Sentinel', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startRedis();
    closers.push(() => server.close());
  });

  it.each(['redis createSentinel', 'ioredis'])('%s works', async (name) => {
    const sentinel = await startRedis({ sentinelOf: server.port });
    closers.push(() => sentinel.close());
    const node = { host: '127.0.0.1', port: sentinel.port };
    let client: RedisClient;
    if (name === 'ioredis') {
      const connected = new Redis({ sentinels: [node], name: 'main' });
      closers.push(() => connected.disconnect());
      client = connected;
    } else {
      const connected = createSentinel({ name: 'main', sentinelRootNodes: [node] });
      connected.on('error', () => {});
      await connected.connect();
      closers.push(() => connected.destroy());
      client = connected;
    }
    const { store, lock } = redisTokens(client, { prefix: `${name}:`, timeoutMs: 20_000 });
    const tokens = { accessToken: { token: 'a', validUntil: '2099-01-01T00:15:00Z' } };
    await lock.withLock('k', (_signal, fence) => store.save('k', tokens, { fence }));
    expect(await store.load('k')).toEqual(tokens);
  });
});
