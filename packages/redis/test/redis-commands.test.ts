import { inspect } from 'node:util';
import { hasTools } from '@ksef-tools/testing';
import { startRedis, type TestServer } from '@ksef-tools/testing/servers';
import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis-5';
import { createClient } from 'redis';
import { createClient as createClient4 } from 'redis-4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RedisClient, redisCommands, redisScript } from '../src/commands.js';

describe('redisCommands', () => {
  it('refuses what is no client', () => {
    for (const client of [undefined, {}, 'redis://127.0.0.1'])
      expect(() => redisCommands(client as unknown as RedisClient)).toThrow(/client must be/);
  });

  it('waits no longer than allowed, and ends with the signal', async () => {
    const redis = redisCommands(() => new Promise(() => {}), { timeoutMs: 20 });
    await expect(redis.send(['GET', 'a'])).rejects.toMatchObject({ code: 'REDIS_TIMEOUT' });
    const controller = new AbortController();
    const slow = redisCommands(() => new Promise(() => {})).send(['GET', 'a'], { signal: controller.signal });
    controller.abort(new Error('left'));
    await expect(slow).rejects.toThrow('left');
  });

  it('does not show what was sent in an error', async () => {
    const redis = redisCommands(() => Promise.reject(new Error("unknown command 'SET secret'")));
    const error = (await redis.send(['SET', 'a', 'secret']).catch((reason: unknown) => reason)) as Error;
    expect(error).toMatchObject({ code: 'REDIS_FAILED' });
    expect(error.message).not.toContain('secret');
  });
});

it.each([
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ timeoutMs: 2 ** 31 }, 'timeoutMs'],
  [{ timeoutMs: '5' }, 'timeoutMs'],
  [{ timeout: 5 }, 'timeout'],
])('redisCommands refuses %j', (options, input) => {
  expect(() => redisCommands(async () => null, options as object)).toThrow(
    expect.objectContaining({ code: 'INVALID_OPTION', input }),
  );
});

describe.skipIf(!hasTools('redis-server'))('on a Redis', () => {
  let server: TestServer;
  const closers: (() => unknown)[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => {
    for (const close of closers) await close();
    await server?.close();
  });

  const clients: Record<string, () => Promise<RedisClient>> = {
    async ioredis() {
      const client = new Redis(server.url);
      closers.push(() => client.quit());
      return client;
    },
    async redis() {
      const client = createClient({ url: server.url });
      await client.connect();
      closers.push(() => client.close());
      return client;
    },
    async 'ioredis 5'() {
      const client = new Redis5(server.url);
      closers.push(() => client.quit());
      return client;
    },
    async 'redis 4'() {
      const client = createClient4({ url: server.url });
      await client.connect();
      closers.push(() => client.quit());
      return client;
    },
    async 'a function'() {
      const client = new Redis(server.url);
      closers.push(() => client.quit());
      return ([name = '', ...args]) => client.call(name, args);
    },
  };
  it.each(Object.keys(clients))('commands and scripts work through %s', async (name) => {
    const client = await clients[name]?.();
    const redis = redisCommands(client as RedisClient);
    const key = `key of ${name}`;
    expect(await redis.send(['SET', key, 'żółw'])).toBe('OK');
    expect(await redis.send(['GET', key])).toBe('żółw');
    expect(await redis.send(['GET', 'missing'])).toBeNull();
    const script = redisScript(`return {redis.call('GET', KEYS[1]), tonumber(ARGV[1]) + 1, false}`);
    expect(await script(redis, [key], [41])).toEqual(['żółw', 42, null]);
    await redis.send(['SCRIPT', 'FLUSH']);
    expect(await script(redis, [key], [1])).toEqual(['żółw', 2, null]);
    await expect(redis.send(['INCR', key])).rejects.toMatchObject({ code: 'REDIS_FAILED' });
  });

  it.each(Object.keys(clients))(
    'an error through %s holds nothing that was sent, at any depth',
    async (name) => {
      const redis = redisCommands((await clients[name]?.()) as RedisClient);
      const admin = new Redis(server.url);
      await admin.call('CONFIG', ['SET', 'maxmemory', '1']);
      try {
        for (const args of [
          ['SET', 'key', 'token-secret'],
          ['NOSUCH', 'token-secret'],
          ['EVAL', 'return redis.call("SET", KEYS[1], ARGV[1], "wrong")', '1', 'key', 'token-secret'],
        ]) {
          const error = await redis.send(args).catch((reason: unknown) => reason);
          expect(error).toMatchObject({ code: 'REDIS_FAILED', cause: expect.any(Error) });
          expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('secret');
        }
        // What Redis means can be read all the same.
        const refused = await redis.send(['SET', 'key', 'a']).catch((reason: Error) => reason);
        expect(refused).toMatchObject({ message: 'Redis did not carry out SET: OOM.' });
      } finally {
        await admin.call('CONFIG', ['SET', 'maxmemory', '0']);
        admin.disconnect();
      }
    },
  );
});
