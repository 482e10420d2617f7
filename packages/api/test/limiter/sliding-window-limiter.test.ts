import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { contextIdentifier, KsefError } from '@ksef/core';
import fc from '@ksef-tools/testing/properties';
import { type VirtualClock, virtualClock } from '@ksef-tools/testing/virtual-clock';
import { describe, expect, it } from 'vitest';
import { operations } from '../../src/generated/operation-table.js';
import { type AdmissionRequest, createApi, getRateLimits } from '../../src/index.js';
import {
  type LimiterEvent,
  type LimiterOptions,
  LimiterQueueError,
  slidingWindowLimiter,
} from '../../src/limiter.js';
import type { OperationLimits } from '../../src/operation.js';

const seller = contextIdentifier('Nip', '5265877635');
const buyer = contextIdentifier('Nip', '7811900008');
const hour = 3_600_000;

function setUp(options: LimiterOptions = {}) {
  const clock = virtualClock();
  const start = clock.now();
  const events: LimiterEvent[] = [];
  const limiter = slidingWindowLimiter({ clock, onEvent: (event) => events.push(event), ...options });
  const passed: { name: string; at: number }[] = [];
  const send = (name: string, more: Partial<AdmissionRequest> = {}, signal?: AbortSignal) =>
    limiter.admit(request(more), { signal }).then(() => {
      passed.push({ name, at: clock.now() - start });
    });
  return { clock, start, limiter, events, passed, send };
}

function request(more: Partial<AdmissionRequest> = {}): AdmissionRequest {
  return {
    environment: 'TEST',
    context: seller,
    group: 'invoiceSend',
    operation: 'sendOnlineInvoice',
    limits: { perSecond: 10, perMinute: 30, perHour: 180 },
    ...more,
  };
}

function mostIn(windowMs: number, times: readonly number[]): number {
  return Math.max(...times.map((end) => times.filter((time) => time > end - windowMs && time <= end).length));
}

describe('slidingWindowLimiter', () => {
  it('lets out all that an hour allows, never more in any second, minute or hour, in order', async () => {
    const { clock, start, passed, send } = setUp();
    for (let index = 0; index < 400; index++) void send(String(index));
    await clock.runUntil(start + 2 * hour);
    const times = passed.map(({ at }) => at);
    expect(passed.map(({ name }) => name)).toEqual(
      Array.from({ length: passed.length }, (_, i) => String(i)),
    );
    expect(times.filter((time) => time < hour)).toHaveLength(180);
    expect(times.length).toBeGreaterThanOrEqual(360);
    expect([mostIn(1_000, times), mostIn(60_000, times), mostIn(hour, times)]).toEqual([10, 30, 180]);
  });

  it('keeps the limits whatever they are, and however much later the requests arrive within the margin', async () => {
    const limits = fc.record({
      perSecond: fc.integer({ min: 1, max: 12 }),
      perMinute: fc.integer({ min: 1, max: 40 }),
      perHour: fc.integer({ min: 1, max: 60 }),
    });
    const gaps = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1, maxLength: 80 });
    const delays = fc.array(fc.integer({ min: 0, max: 249 }), { minLength: 1, maxLength: 7 });
    await fc.assert(
      fc.asyncProperty(limits, gaps, delays, async (limit, pauses, late) => {
        const { clock, start, passed, send } = setUp();
        void (async () => {
          for (const [index, pause] of pauses.entries()) {
            void send(String(index), { limits: limit });
            await clock.sleep(pause);
          }
        })();
        await clock.runUntil(start + 3 * hour);
        const arrivals = passed.map(({ at }, index) => at + (late[index % late.length] ?? 0));
        expect(mostIn(1_000, arrivals)).toBeLessThanOrEqual(limit.perSecond);
        expect(mostIn(60_000, arrivals)).toBeLessThanOrEqual(limit.perMinute);
        expect(mostIn(hour, arrivals)).toBeLessThanOrEqual(limit.perHour);
      }),
      { numRuns: 25 },
    );
  });

  it('counts contexts, environments and groups apart, and the operations of a group together', async () => {
    const { clock, start, passed, send } = setUp();
    const limits = { perMinute: 1 };
    void send('a', { limits });
    void send('other context', { limits, context: buyer });
    void send('other environment', { limits, environment: 'DEMO' });
    void send('other group', { limits, group: 'invoiceStatus' });
    void send('same group', { limits, operation: 'another' });
    await clock.runUntil(start + 1_000);
    expect(passed.map(({ name }) => name)).toEqual([
      'a',
      'other context',
      'other environment',
      'other group',
    ]);
    await clock.runUntil(start + 62_000);
    expect(passed.at(-1)?.name).toBe('same group');
  });

  it('lets everything through that has no limit', async () => {
    const { passed, send } = setUp();
    await Promise.all(
      Array.from({ length: 5_000 }, (_, index) =>
        send(String(index), { limits: index % 2 ? {} : { perSecond: -1, perMinute: -1, perHour: -1 } }),
      ),
    );
    expect(passed).toHaveLength(5_000);
  });

  it('a 429 stops the group for everyone, and no other group', async () => {
    const { clock, start, limiter, events, passed, send } = setUp();
    limiter.blocked(request(), start + 300_000, 'no more than 20 a minute');
    void send('blocked');
    void send('same group', { operation: 'another' });
    void send('free', { context: buyer });
    await clock.runUntil(start + 299_999);
    expect(passed.map(({ name }) => name)).toEqual(['free']);
    await clock.runUntil(start + 300_001);
    expect(passed.map(({ name }) => name)).toEqual(['free', 'blocked', 'same group']);
    expect(events.find(({ type }) => type === 'limit-blocked')).toMatchObject({
      blockedMs: 300_000,
      message: 'no more than 20 a minute',
    });
  });

  it('lets a waiting caller leave, and the others move up', async () => {
    const { clock, start, passed, send } = setUp();
    const controller = new AbortController();
    const limits = { perMinute: 1 };
    void send('first', { limits });
    const leaver = send('leaver', { limits }, controller.signal);
    void send('last', { limits });
    controller.abort(new Error('left'));
    await expect(leaver).rejects.toThrow('left');
    await expect(send('never', {}, AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
    await clock.runUntil(start + 61_000);
    expect(passed.map(({ name }) => name)).toEqual(['first', 'last']);
  });

  it('keeps no timer when all who waited have left', async () => {
    const { clock, send } = setUp();
    const controller = new AbortController();
    const limits = { perMinute: 1 };
    await send('first', { limits });
    const left = send('leaver', { limits }, controller.signal);
    await clock.idle();
    expect(clock.nextAt()).toBeDefined();
    controller.abort();
    await expect(left).rejects.toThrow();
    await clock.idle();
    expect(clock.nextAt()).toBeUndefined();
  });

  it('lets interactive work go first, and never starves the background', async () => {
    const { clock, start, limiter, passed, send } = setUp();
    const limits = { perSecond: 1 };
    const urgent = limiter.withPriority('interactive');
    void send('now', { limits });
    for (let index = 0; index < 3; index++) void send(`background ${index}`, { limits });
    for (let index = 0; index < 9; index++) {
      void urgent.admit(request({ limits }), {}).then(() => passed.push({ name: `urgent ${index}`, at: 0 }));
    }
    await clock.runUntil(start + 60_000);
    expect(passed.map(({ name }) => name.split(' ')[0])).toEqual(
      'now urgent urgent urgent urgent background urgent urgent urgent urgent background urgent background'.split(
        ' ',
      ),
    );
    expect(
      passed
        .filter(({ name }) => name.startsWith('urgent'))
        .map(({ name }) => name.at(-1))
        .join(''),
    ).toBe('012345678');
  });

  it('refuses what would wait too long, by name, without disturbing those in line', async () => {
    const { clock, start, passed, send } = setUp({ maxQueued: 2, maxWaitMs: 100_000 });
    const limits = { perMinute: 1 };
    void send('first', { limits });
    void send('second', { limits });
    const error = await send('third', { limits }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(LimiterQueueError);
    expect(error).toBeInstanceOf(KsefError);
    expect(error).toMatchObject({ code: 'RATE_LIMIT_WAIT_TOO_LONG', queued: 1, waitMs: 122_000 });
    const small = setUp({ maxQueued: 1 });
    void small.send('first', { limits });
    void small.send('second', { limits });
    await expect(small.send('third', { limits })).rejects.toMatchObject({
      code: 'RATE_LIMIT_QUEUE_FULL',
      queued: 1,
    });
    await clock.runUntil(start + 61_000);
    expect(passed.map(({ name }) => name)).toEqual(['first', 'second']);
  });

  it('forecasts', () => {
    const { limiter, send } = setUp();
    expect(limiter.forecastMs(request(), 10)).toBe(0);
    expect(limiter.forecastMs(request(), 30)).toBe(2_500);
    expect(limiter.forecastMs(request(), 31)).toBe(61_000);
    expect(limiter.forecastMs(request(), 181)).toBe(hour + 1_000);
    for (let index = 0; index < 30; index++) send(String(index)).catch(() => {});
    expect(limiter.forecastMs(request(), 1)).toBe(61_000);
    limiter.setLimits('TEST', seller, { invoiceSend: { perSecond: 0 } });
    expect(limiter.forecastMs(request(), 1)).toBe(Number.POSITIVE_INFINITY);
  });

  it('goes on when the clock is put back, and after it leapt forward', async () => {
    const { clock, start, send, passed, limiter } = setUp();
    let offset = 0;
    const jumping: VirtualClock = { ...clock, now: () => clock.now() + offset };
    const own = slidingWindowLimiter({ clock: jumping });
    const limits = { perMinute: 1 };
    await own.admit(request({ limits }), {});
    offset = -10 * hour;
    const second = own.admit(request({ limits }), {}).then(() => clock.now() - start);
    await clock.runUntil(start + 62_000);
    expect(await second).toBe(61_000);
    limiter.blocked(request(), start - 1);
    await send('not blocked');
    expect(passed).toHaveLength(1);
  });

  it('tells of waits', async () => {
    const { clock, start, events, send } = setUp();
    const limits = { perMinute: 1 };
    for (const name of 'abc') void send(name, { limits });
    await clock.runUntil(start + 200_000);
    expect(events.map(({ type }) => type)).toEqual([
      'limit-wait',
      'limit-wait',
      'limit-passed',
      'limit-passed',
    ]);
    expect(events.at(1)).toMatchObject({ ahead: 1, group: 'invoiceSend', context: seller });
    expect(events.at(3)).toMatchObject({ waitedMs: 122_000, operation: 'sendOnlineInvoice' });
  });

  it('an observer that throws disturbs nothing', async () => {
    const { clock, start, limiter } = setUp({
      onEvent: () => {
        throw new Error('observer');
      },
    });
    const limits = { perMinute: 1 };
    await limiter.admit(request({ limits }), {});
    const second = limiter.admit(request({ limits }), {});
    await clock.runUntil(start + 62_000);
    await second;
  });

  it('refuses options that make no sense', () => {
    for (const options of [{ marginMs: -1 }, { maxQueued: Number.NaN }, { maxWaitMs: -5 }]) {
      expect(() => slidingWindowLimiter(options)).toThrow(/must be a number of at least 0/);
    }
  });

  it('forgets contexts whose windows are empty', async () => {
    const { clock, start, limiter } = setUp();
    const contexts = Array.from({ length: 3_000 }, (_, index) =>
      contextIdentifier('Nip', String(5_265_870_000 + index)),
    );
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const heap = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const before = heap();
    for (let round = 0; round < 20; round++) {
      for (const context of contexts) {
        await limiter.admit(request({ context: { ...context, value: `${context.value}${round}` } }), {});
      }
      await clock.runUntil(start + (round + 1) * 2 * hour);
    }
    // 60 000 contexts of 1 kB or so would be over 60 MB.
    expect(heap() - before).toBeLessThan(15_000_000);
  });
});

describe('limits in force', () => {
  const all = { perSecond: -1, perMinute: -1, perHour: -1 };
  const passes = (limiter: ReturnType<typeof slidingWindowLimiter>, more: Partial<AdmissionRequest>) =>
    limiter.forecastMs(request(more), 1) === 0;

  it('come from GET /rate-limits by group, other for the rest, and -1 is none', async () => {
    const { clock, start, limiter, passed, send } = setUp();
    limiter.setLimits('TEST', seller, {
      invoiceSend: { perMinute: 2 },
      other: { perMinute: 1 },
      invoiceStatus: all,
    });
    for (let index = 0; index < 3; index++) void send('send');
    for (let index = 0; index < 2; index++) {
      void send('listTokens', { group: 'listKsefTokens', operation: 'listKsefTokens' });
    }
    for (let index = 0; index < 50; index++) {
      void send('status', { group: 'invoiceStatus', operation: 'getSessionInvoiceStatus' });
    }
    await clock.runUntil(start + 100);
    const count = (wanted: string) => passed.filter(({ name }) => name === wanted).length;
    expect([count('send'), count('listTokens'), count('status')]).toEqual([2, 1, 50]);
    expect(passes(limiter, { context: buyer })).toBe(true);
  });

  it('count closing apart, and with opening where KSeF is so old that it names no group for it', async () => {
    const { limiter } = setUp();
    const close = { group: 'onlineSessionClose', operation: 'closeOnlineSession', limits: { perMinute: 1 } };
    const open = { group: 'onlineSession', operation: 'openOnlineSession', limits: { perMinute: 1 } };
    await limiter.admit(request(open), {});
    expect(passes(limiter, open)).toBe(false);
    expect(passes(limiter, close)).toBe(true);
    limiter.setLimits('TEST', seller, { onlineSession: { perMinute: 1 }, other: { perMinute: 1 } });
    expect(passes(limiter, close)).toBe(false);
    limiter.setLimits('TEST', seller, {
      onlineSession: { perMinute: 1 },
      onlineSessionClose: { perMinute: 1 },
      other: { perMinute: 1 },
    });
    expect(passes(limiter, open)).toBe(false);
    expect(passes(limiter, close)).toBe(true);
    await limiter.admit(request(close), {});
    expect(passes(limiter, close)).toBe(false);
  });

  it('hold for all requests of a context (global), and of the address (anonymous)', async () => {
    const { limiter } = setUp();
    const open = { context: undefined, group: 'requestAuthChallenge', operation: 'requestAuthChallenge' };
    limiter.setLimits('TEST', seller, {
      global: { perSecond: -1, perMinute: 2, perHour: -1 },
      anonymous: { perSecond: 1, perMinute: -1, perHour: -1 },
    });
    await limiter.admit(request({ group: 'a', operation: 'a' }), {});
    await limiter.admit(request({ group: 'b', operation: 'b' }), {});
    expect(passes(limiter, { group: 'c', operation: 'c' })).toBe(false);
    expect(passes(limiter, { context: buyer })).toBe(true);
    await limiter.admit(request(open), {});
    expect(passes(limiter, { ...open, group: 'getAuthStatus', operation: 'getAuthStatus' })).toBe(false);
  });

  it('are read at first use, then every hour, and after a 429; failures leave what was known', async () => {
    let reads = 0;
    const { clock, start, limiter, send, events } = setUp({
      async limitsOf() {
        reads++;
        if (reads === 2) throw new TypeError('down');
        return { invoiceSend: { perMinute: 7 } };
      },
    });
    await Promise.all([send('a'), send('b')]);
    await clock.idle();
    expect(reads).toBe(1);
    expect(limiter.forecastMs(request(), 5)).toBe(0);
    expect(limiter.forecastMs(request(), 6)).toBe(61_000);
    await clock.runUntil(start + hour);
    await send('c');
    await clock.idle();
    expect(reads).toBe(2);
    expect(events.at(-1)).toMatchObject({ type: 'limits-failed', errorName: 'TypeError', context: seller });
    await send('d');
    await clock.idle();
    expect(reads).toBe(2);
    await clock.runUntil(start + hour + 60_000);
    await send('e');
    await clock.idle();
    expect(reads).toBe(3);
    limiter.blocked(request(), clock.now());
    await clock.runUntil(start + hour + 120_001);
    await send('f');
    await clock.idle();
    expect(reads).toBe(4);
  });

  it('raise the number at once for those who wait', async () => {
    const { clock, start, limiter, passed, send } = setUp();
    const limits = { perHour: 1 };
    for (const name of 'abc') void send(name, { limits });
    await clock.runUntil(start + 10_000);
    expect(passed).toHaveLength(1);
    limiter.setLimits('TEST', seller, { invoiceSend: { perHour: 10 } });
    await clock.runUntil(start + 10_001);
    expect(passed).toHaveLength(3);
  });
});

describe('with the transport', () => {
  it('reads limits through the client that it limits', async () => {
    const clock = virtualClock();
    let answered = 0;
    const limiter = slidingWindowLimiter({
      clock,
      limitsOf: (context, options) => getRateLimits(api, {}, { context, ...options }),
    });
    const api = createApi({
      environment: { name: 'TEST', apiUrl: 'http://127.0.0.1:1/v2', qrUrl: 'http://127.0.0.1:1' },
      clock,
      accessToken: () => 'token',
      rateLimiter: limiter,
      async fetch(url) {
        answered++;
        const body = String(url).endsWith('/rate-limits') ? { sessionList: { perMinute: 3 } } : {};
        return Response.json(body);
      },
    });
    await api.request(operations.listSessions, {}, { context: seller });
    await clock.idle();
    expect(answered).toBe(2);
    const { group, limits } = operations.listSessions as { group: string; limits: OperationLimits };
    const next = request({ group, limits, operation: 'listSessions' });
    expect(limiter.forecastMs(next, 2)).toBe(0);
    expect(limiter.forecastMs(next, 3)).toBe(61_000);
  });
});
