import type { AdmissionRequest } from '@ksef/api';
import {
  type LimiterEvent,
  type SharedLimiter,
  type SharedLimiterOptions,
  slidingWindowLimiter,
} from '@ksef/api/limiter';
import { contextIdentifier, systemClock } from '@ksef/core';
import type { TestServer } from '@ksef-tools/testing/servers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/** Options that every shared limiter takes. */
export interface SubjectOptions extends SharedLimiterOptions {
  readonly timeOf?: 'clock' | undefined;
  readonly timeoutMs?: number | undefined;
}

/** A limiter on a server. */
export interface LimiterSubject {
  start(): Promise<TestServer>;
  /** A limiter as another process has it, with a connection of its own. */
  open(url: string, options: SubjectOptions): Promise<{ readonly limiter: SharedLimiter; close(): unknown }>;
  /** A limiter whose server does not answer. */
  unavailable(options: SubjectOptions): SharedLimiter;
}

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

/** Registers the tests that every shared limiter passes. */
export function describeLimiter(subject: LimiterSubject): void {
  describe('without its server', () => {
    it('keeps to its part, or fails by name, and tells once', async () => {
      const events: LimiterEvent[] = [];
      const alone = subject.unavailable({ processes: 3, onEvent: (event) => events.push(event) });
      const one = request();
      await alone.admit(one);
      expect(await took(alone.admit(one))).toBeGreaterThan(1_100);
      expect(events.filter(({ type }) => type === 'limiter-unavailable')).toHaveLength(1);
      expect(await alone.forecastMs(one, 2)).toBeGreaterThan(2_000);
      await expect(subject.unavailable({ processes: 3, maxWaitMs: 0 }).admit(one)).resolves.toBeUndefined();
      const strict = subject.unavailable({ whenUnavailable: 'fail' });
      await expect(strict.admit(one)).rejects.toMatchObject({ code: 'LIMITER_UNAVAILABLE' });
    });

    it('makes no hours of seconds when the clock is put back', async () => {
      let offMs = 7_200_000;
      const clock = { now: () => Date.now() + offMs, sleep: systemClock.sleep };
      const events: LimiterEvent[] = [];
      const alone = subject.unavailable({
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

  describe('on a server', () => {
    let server: TestServer;
    const closers: (() => unknown)[] = [];
    beforeAll(async () => {
      server = await subject.start();
    });
    afterAll(async () => {
      for (const close of closers) await close();
      await server?.close();
    });
    async function open(options: SubjectOptions = {}): Promise<SharedLimiter> {
      const { limiter, close } = await subject.open(server.url, options);
      closers.push(close);
      return limiter;
    }

    it('counts what all processes send', async () => {
      const [a, b] = [await open(), await open()];
      const one = request();
      await Promise.all([a.admit(one), b.admit(one), a.admit(one)]);
      expect(await took(b.admit(one))).toBeGreaterThan(900);
    });

    it('counts what groups share', async () => {
      const shared = await open();
      const one = request({ limits: { perHour: 100 } });
      const { environment, context } = one;
      if (context !== undefined)
        shared.setLimits(environment, context, {
          invoiceSend: { perHour: 100 },
          sessionList: { perHour: 100 },
          global: { perSecond: 2 },
        });
      const other = { ...one, group: 'sessionList', operation: 'listSessions' };
      await Promise.all([shared.admit(one), shared.admit(other)]);
      expect(await shared.forecastMs(one, 1)).toBeGreaterThan(800);
      expect(await took(shared.admit(other))).toBeGreaterThan(900);
    });

    it('never admits more than a window has room for, however many ask in however many processes', async () => {
      const processes = await Promise.all(Array.from({ length: 4 }, () => open()));
      const one = request({ limits: { perSecond: 5, perMinute: 12 } });
      const at: number[] = [];
      const controller = new AbortController();
      const asked = processes.flatMap((each) =>
        Array.from({ length: 5 }, () =>
          each.admit(one, { signal: controller.signal }).then(() => at.push(performance.now())),
        ),
      );
      await vi.waitFor(() => expect(at).toHaveLength(12), 20_000);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(at).toHaveLength(12);
      controller.abort();
      await Promise.allSettled(asked);
      at.sort((a, b) => a - b);
      // A second, and a quarter for the margin; less what the answers' ways differ by.
      for (let index = 5; index < 12; index++)
        expect((at[index] ?? 0) - (at[index - 5] ?? 0)).toBeGreaterThan(1_000);
    }, 60_000);

    it('counts contexts, groups and addresses apart', async () => {
      const [office, cloud] = [await open({ address: 'office' }), await open({ address: 'cloud' })];
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
      const [a, b] = [await open(), await open()];
      const one = request();
      a.blocked(one, Date.now() + 700);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await took(Promise.all([a.admit(one), b.admit(one)]))).toBeGreaterThan(550);
    });

    it('does not wait for a process that left the line or died in it', async () => {
      const [a, b] = [await open(), await open()];
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
        await open({ clock, timeOf: 'clock' }),
        await open({ clock, timeOf: 'clock' }),
      ];
      const single = slidingWindowLimiter({ clock });
      const one = request({ limits: { perSecond: 2, perMinute: 5, perHour: 8 } });
      for (const limit of [shared, other, shared, shared, other]) {
        await limit.admit(one);
        await single.admit(one);
      }
      for (const count of [1, 2, 3, 4, 9, 20])
        expect(await shared.forecastMs(one, count), `${count}`).toBe(
          Math.ceil(single.forecastMs(one, count)),
        );
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
        const [a, b] = [await open({ clock, timeOf: 'clock' }), await open({ clock, timeOf: 'clock' })];
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
      const short = await open({ maxWaitMs: 1_500 });
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
      const shared = await open();
      const one = request({ limits: { perSecond: 1 } });
      await shared.admit(one);
      const order: string[] = [];
      const admit = (name: string, more?: Partial<AdmissionRequest>) =>
        shared.admit({ ...one, ...more }).then(() => order.push(name));
      await Promise.all([admit('one'), admit('two'), admit('screen', { priority: 'interactive' })]);
      expect(order).toEqual(['screen', 'one', 'two']);
    });

    it('goes on alone while the server is gone, and shares again when it is back', async () => {
      const events: string[] = [];
      const one = await open({ timeoutMs: 300, onEvent: ({ type }) => events.push(type) });
      await one.admit(request());
      await server.stop();
      await one.admit(request());
      await server.start();
      await new Promise((resolve) => setTimeout(resolve, 2_200));
      await one.admit(request());
      expect(events).toEqual(['limiter-unavailable', 'limiter-available']);
    });
  });
}
