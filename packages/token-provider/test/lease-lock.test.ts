import { type VirtualClock, virtualClock } from '@ksef-tools/testing/virtual-clock';
import { describe, expect, it } from 'vitest';
import { tokenFenceConformance, tokenLockConformance } from '../src/conformance.js';
import { type Leases, leaseLock } from '../src/index.js';
import { memoryLeases } from './support/memory-leases.js';

describe('leaseLock', () => {
  const leases = memoryLeases();
  tokenLockConformance({ create: () => leaseLock(leases) }, { it });
  tokenFenceConformance({ create: () => ({ lock: leaseLock(leases), store: leases.store() }) }, { it });

  function setUp() {
    const clock: VirtualClock = virtualClock();
    const shared = memoryLeases(() => clock.now());
    const lock = (more: Partial<Leases> = {}) =>
      leaseLock({ ...shared, ...more }, { clock, lockTtlMs: 9_000 });
    return { clock, start: clock.now(), lock };
  }

  it('prolongs the lease while it is held', async () => {
    const { clock, start, lock } = setUp();
    const order: string[] = [];
    const long = lock().withLock('k', async (signal) => {
      await clock.sleep(60_000);
      order.push(`long ${signal.aborted}`);
    });
    await clock.idle();
    const next = lock().withLock('k', async () => void order.push('next'));
    await clock.runUntil(start + 70_000);
    await Promise.all([long, next]);
    expect(order).toEqual(['long false', 'next']);
  });

  it('lets the next one in when the holder died, no later than the lease ends', async () => {
    const { clock, start, lock } = setUp();
    void lock({ renew: () => new Promise(() => {}), release: async () => {} }).withLock(
      'k',
      () => new Promise(() => {}),
    );
    await clock.idle();
    const next = lock().withLock('k', async () => clock.now() - start);
    await clock.runUntil(start + 9_002);
    expect(await next).toBeLessThanOrEqual(9_001);
  });

  it('tells a holder that it has lost the lock before another can have it', async () => {
    const { clock, start, lock } = setUp();
    const down = () => Promise.reject(new Error('down'));
    const lost = lock({ renew: down }).withLock('k', async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { at: clock.now() - start, reason: signal.reason as unknown };
    });
    await clock.runUntil(start + 9_000);
    const { at, reason } = await lost;
    expect(at).toBeLessThan(9_000);
    expect(reason).toMatchObject({ code: 'LOCK_LOST' });
  });

  it('gives back what it may have taken when the answer was lost', async () => {
    const { lock } = setUp();
    const owners: string[] = [];
    const lost = lock({
      take: (_key, owner) => {
        owners.push(owner);
        return Promise.reject(new Error('no answer'));
      },
      release: async (_key, owner) => void owners.push(owner),
    });
    await expect(lost.withLock('k', async () => {})).rejects.toThrow('no answer');
    expect(owners).toHaveLength(2);
    expect(owners[0]).toBe(owners[1]);
  });

  it('tells at once, by name, when another has the key', async () => {
    const { clock, start, lock } = setUp();
    const lost = lock({ renew: async () => false }).withLock('my key', async (signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { at: clock.now() - start, reason: signal.reason as unknown };
    });
    await clock.runUntil(start + 9_000);
    expect(await lost).toEqual({
      at: 3_000,
      reason: expect.objectContaining({
        code: 'LOCK_LOST',
        message: 'The lock on my key was lost: it could not be renewed in time.',
      }),
    });
  });

  it('is not lost by one failure to prolong it', async () => {
    const { clock, start, lock } = setUp();
    let renewals = 0;
    const held = lock({ renew: async () => ++renewals !== 1 || Promise.reject(new Error('down')) }).withLock(
      'k',
      async (signal) => {
        await clock.sleep(30_000);
        return signal.aborted;
      },
    );
    await clock.runUntil(start + 30_000);
    expect(await held).toBe(false);
    expect(renewals).toBe(9);
  });

  it('asks for nothing more once it is given back', async () => {
    const { clock, start, lock } = setUp();
    const calls: string[] = [];
    let lost: AbortSignal | undefined;
    let answer = (_renewed: boolean) => {};
    const held = lock({
      renew: (_key, _owner, _ttl, { signal }) => {
        calls.push('renew');
        return new Promise((resolve) => {
          answer = resolve;
          signal?.addEventListener('abort', () => resolve(false));
        });
      },
      release: async () => void calls.push('release'),
    }).withLock('k', async (signal) => {
      lost = signal;
      await clock.sleep(3_001);
    });
    await clock.runUntil(start + 60_000);
    await held;
    answer(false);
    await clock.idle();
    expect(calls).toEqual(['renew', 'release']);
    expect(lost?.aborted).toBe(false);
    expect(clock.nextAt()).toBeUndefined();
  });

  it('hands the signal of its caller to the leases and to the holder', async () => {
    const { lock } = setUp();
    const caller = new AbortController();
    const heard: (AbortSignal | undefined)[] = [];
    const holder = await lock({
      take: async (_key, _owner, _ttl, { signal }) => {
        heard.push(signal);
        return { fence: 1 };
      },
    }).withLock('k', async (signal) => signal, { signal: caller.signal });
    expect(heard).toEqual([caller.signal]);
    expect(holder.aborted).toBe(false);
    caller.abort();
    expect(holder.aborted).toBe(true);
  });

  it('looks again after pauses that grow and are not the same for all, up to the longest', async () => {
    const slept: number[] = [];
    const looking = async (heldForMs: number, times: number) => {
      slept.length = 0;
      const clock = { now: () => 0, sleep: async (ms: number) => void slept.push(ms) };
      const take = async () => (slept.length < times ? { heldForMs } : { fence: 1 });
      await leaseLock({ ...memoryLeases(), take }, { clock, pollIntervalMs: 100 }).withLock(
        'k',
        async () => {},
      );
      return slept.slice(0, times);
    };
    const longest = [20, 40, 80, 100, 100, 100];
    const pauses = await looking(60_000, longest.length);
    for (const [index, pause] of pauses.entries()) {
      const most = longest[index] ?? 0;
      expect(pause).toBeGreaterThanOrEqual(most / 2);
      expect(pause).toBeLessThanOrEqual(most);
    }
    expect(pauses).not.toEqual(await looking(60_000, longest.length));
    // Not longer than the holder has it, and a moment more.
    expect(await looking(4, 2)).toEqual([5, 5]);
  });

  it('passes a failure to take the key on', async () => {
    const { lock } = setUp();
    const broken = lock({ take: () => Promise.reject(new Error('down')) });
    await expect(broken.withLock('k', async () => {})).rejects.toThrow('down');
  });
});
