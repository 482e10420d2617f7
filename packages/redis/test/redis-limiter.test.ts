import type { AdmissionRequest } from '@ksef/api';
import { contextIdentifier } from '@ksef/core';
import { describeLimiter } from '@ksef-tools/fleet-tests';
import { hasTools } from '@ksef-tools/testing';
import { startRedis } from '@ksef-tools/testing/servers';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { describe, expect, it } from 'vitest';
import { type RedisLimiterOptions, redisLimiter } from '../src/limiter.js';

describe('redisLimiter', () => {
  it('refuses options that make no sense', () => {
    const client = async () => null;
    const wrong = [
      { processes: 0 },
      { marginMs: -1 },
      { whenUnavailable: 'wait' },
      { procceses: 2 },
      { timeOf: 'sun' },
    ];
    for (const options of wrong)
      expect(() => redisLimiter(client, options as RedisLimiterOptions)).toThrow(/must be|Unknown option/);
    expect(() => redisLimiter('redis://localhost' as never)).toThrow(/client must be/);
  });
});

describe.skipIf(!hasTools('redis-server'))('on a Redis', () => {
  describeLimiter({
    start: startRedis,
    async open(url, options) {
      const client = new Redis(url, { retryStrategy: () => 50 });
      client.on('error', () => {});
      return { limiter: redisLimiter(client, options), close: () => client.disconnect() };
    },
    unavailable: (options) => redisLimiter(() => Promise.reject(new Error('down')), options),
  });

  it('counts what all processes send, whichever client they use', async () => {
    const server = await startRedis();
    const one = new Redis(server.url);
    const two = createClient({ url: server.url });
    await two.connect();
    const request: AdmissionRequest = {
      environment: 'TEST',
      context: contextIdentifier('Nip', '5265877635'),
      group: 'invoiceSend',
      operation: 'sendOnlineInvoice',
      limits: { perSecond: 3 },
    };
    const [a, b] = [redisLimiter(one), redisLimiter(two)];
    await Promise.all([a.admit(request), b.admit(request), a.admit(request)]);
    const start = performance.now();
    await b.admit(request);
    expect(performance.now() - start).toBeGreaterThan(900);
    one.disconnect();
    two.destroy();
    await server.close();
  });
});
