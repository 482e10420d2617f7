import type { AdmissionRequest } from '@ksef/api';
import { type LimiterEvent, slidingWindowLimiter } from '@ksef/api/limiter';
import { contextIdentifier, systemClock } from '@ksef/core';
import { hasTools } from '@ksef-tools/testing';
import { startRedis, type TestServer } from '@ksef-tools/testing/servers';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RedisClient, type RedisLimiterOptions, redisLimiter } from '../src/limiter.js';

let lastNip = 5_265_870_000;
const request = (more: Partial<AdmissionRequest> = {}): AdmissionRequest => ({
  environment: 'TEST',
  context: contextIdentifier('Nip', String(++lastNip)),
  group: 'invoiceSend',
  operation: 'sendOnlineInvoice',
  limits: { perSecond: 3, perMinute: 100, perHour: 1000 },
  ...more,
});
const took = async (work: Promise<unknown>) => {
  const start = performance.now();
  await work;
  return performance.now() - start;
};

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

  it('without Redis keeps to its part, or fails by name, and tells once', async () => {
    const client = () => Promise.reject(new Error('down'));
    const events: LimiterEvent[] = [];
    const alone = redisLimiter(client, { processes: 3, onEvent: (event) => events.push(event) });
    const one = request();
    await alone.admit(one);
    expect(await took(alone.admit(one))).toBeGreaterThan(1_100);
    expect(events.filter(({ type }) => type === 'limiter-unavailable')).toHaveLength(1);
    expect(await alone.forecastMs(one, 2)).toBeGreaterThan(2_000);
    await expect(redisLimiter(client, { processes: 3, maxWaitMs: 0 }).admit(one)).resolves.toBeUndefined();
    const strict = redisLimiter(client, { whenUnavailable: 'fail' });
    await expect(strict.admit(one)).rejects.toMatchObject({ code: 'LIMITER_UNAVAILABLE' });
  });

  it('makes no hours of seconds when the clock is put back', async () => {
    let offMs = 7_200_000;
    const clock = { now: () => Date.now() + offMs, sleep: systemClock.sleep };
    const events: LimiterEvent[] = [];
    const alone = redisLimiter(() => Promise.reject(new Error('down')), {
      clock,
      onEvent: (event) => events.push(event),
    });
    const one = request();
    alone.blocked(one, clock.now() + 300, 'no more');
    offMs = 0;
    expect(await took(alone.admit(one))).toBeLessThan(60_000);
    expect(events).toContainEqual(expect.objectContaining({ type: 'limit-blocked', message: 'no more' }));
  });
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
  async function connect(name: 'ioredis' | 'redis'): Promise<RedisClient> {
    if (name === 'ioredis') {
      const client = new Redis(server.url, { retryStrategy: () => 50 });
      client.on('error', () => {});
      closers.push(() => client.disconnect());
      return client;
    }
    const client = createClient({ url: server.url });
    client.on('error', () => {});
    await client.connect();
    closers.push(() => client.destroy());
    return client;
  }
  const limiter = async (options: RedisLimiterOptions = {}, name: 'ioredis' | 'redis' = 'ioredis') =>
    redisLimiter(await connect(name), options);

  it('counts what all processes send, whichever client they use', async () => {
    const [a, b] = [await limiter(), await limiter({}, 'redis')];
    const one = request();
    await Promise.all([a.admit(one), b.admit(one), a.admit(one)]);
    expect(await took(b.admit(one))).toBeGreaterThan(900);
  });

  it('counts contexts, groups and addresses apart', async () => {
    const [office, cloud] = [await limiter({ address: 'office' }), await limiter({ address: 'cloud' })];
    const limits = { perMinute: 1 };
    const one = request({ limits });
    await office.admit(one);
    await cloud.admit(one);
    await office.admit({ ...one, group: 'sessionList', operation: 'listSessions' });
    await office.admit(request({ limits }));
    const controller = new AbortController();
    const waits = office.admit(one, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('left')), 100);
    await expect(waits).rejects.toThrow('left');
  });

  it('stops the group for all when one of them gets a 429', async () => {
    const [a, b] = [await limiter(), await limiter()];
    const one = request();
    a.blocked(one, Date.now() + 700);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await took(Promise.all([a.admit(one), b.admit(one)]))).toBeGreaterThan(550);
  });

  it('does not wait for a process that left the line or died in it', async () => {
    const [a, b] = [await limiter(), await limiter()];
    const one = request({ limits: { perSecond: 1 } });
    await a.admit(one);
    const controller = new AbortController();
    const leaver = a.admit(one, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const next = took(b.admit(one));
    controller.abort();
    await expect(leaver).rejects.toThrow();
    expect(await next).toBeLessThan(2_500);
  });

  it('forecasts as the limiter of one process does', async () => {
    let now = 1_800_000_000_000;
    const clock = {
      now: () => now,
      async sleep(ms: number) {
        now += ms;
      },
    };
    const [shared, other] = [
      await limiter({ clock, timeOf: 'clock' }),
      await limiter({ clock, timeOf: 'clock' }),
    ];
    const single = slidingWindowLimiter({ clock });
    const one = request({ limits: { perSecond: 2, perMinute: 5, perHour: 8 } });
    for (const limit of [shared, other, shared, shared, other]) {
      await limit.admit(one);
      await single.admit(one);
    }
    for (const count of [1, 2, 3, 4, 9, 20])
      expect(await shared.forecastMs(one, count), `${count}`).toBe(Math.ceil(single.forecastMs(one, count)));
    shared.blocked(one, now + 7_200_000);
    await vi.waitFor(async () => expect(await other.forecastMs(one, 1)).toBe(7_200_000));
    expect(await shared.forecastMs(request({ limits: {} }), 50)).toBe(0);
    expect(await shared.forecastMs(request({ limits: { perHour: 0 } }), 1)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([3_600_000, 60_000, 1])(
    'waits no longer when the shared clock is put back by %d ms',
    async (backMs) => {
      let now = 1_800_000_000_000;
      const clock = {
        now: () => now,
        async sleep(ms: number) {
          now += ms;
        },
      };
      const [a, b] = [await limiter({ clock, timeOf: 'clock' }), await limiter({ clock, timeOf: 'clock' })];
      const one = request({ limits: { perSecond: 10, perMinute: 2 } });
      for (const limit of [a, b]) await limit.admit(one);
      a.blocked(one, now + 30_000);
      await vi.waitFor(async () => expect(await b.forecastMs(one, 1)).toBe(61_000));
      now -= backMs;
      expect(await b.forecastMs(one, 1)).toBeLessThanOrEqual(61_001);
      const before = now;
      await b.admit(one);
      expect(now - before).toBeLessThanOrEqual(61_100);
      expect(now - before).toBeGreaterThan(59_000);
      expect(await a.forecastMs(one, 1)).toBeLessThanOrEqual(61_001);
    },
  );

  it('refuses at once what would wait too long, however many come together', async () => {
    const short = await limiter({ maxWaitMs: 1_500 });
    const one = request({ limits: { perSecond: 1 } });
    const outcomes = await Promise.allSettled(Array.from({ length: 4 }, () => short.admit(one)));
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(2);
    for (const error of refused)
      expect(error).toMatchObject({
        code: 'RATE_LIMIT_WAIT_TOO_LONG',
        operation: 'sendOnlineInvoice',
        waitMs: expect.any(Number),
      });
  });

  it('lets interactive requests pass those of the background', async () => {
    const shared = await limiter();
    const one = request({ limits: { perSecond: 1 } });
    await shared.admit(one);
    const order: string[] = [];
    const admit = (name: string, more?: Partial<AdmissionRequest>) =>
      shared.admit({ ...one, ...more }).then(() => order.push(name));
    await Promise.all([admit('one'), admit('two'), admit('screen', { priority: 'interactive' })]);
    expect(order).toEqual(['screen', 'one', 'two']);
  });

  it('goes on alone while Redis is gone, and shares again when it is back', async () => {
    const events: string[] = [];
    const one = await limiter({ timeoutMs: 300, onEvent: ({ type }) => events.push(type) });
    await one.admit(request());
    await server.stop();
    await one.admit(request());
    await server.start();
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    await one.admit(request());
    expect(events).toEqual(['limiter-unavailable', 'limiter-available']);
  });
});
