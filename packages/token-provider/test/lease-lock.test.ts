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

  it('passes a failure to take the key on', async () => {
    const { lock } = setUp();
    const broken = lock({ take: () => Promise.reject(new Error('down')) });
    await expect(broken.withLock('k', async () => {})).rejects.toThrow('down');
  });
});
