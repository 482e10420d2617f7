import { describe, expect, it } from 'vitest';
import { growingWaits, steadyClock } from '../src/internal.js';

describe('growingWaits', () => {
  it('grows by half each time, to the longest and no further', () => {
    const waits = growingWaits(200, 1_000);
    expect(Array.from({ length: 7 }, () => waits.next().value)).toEqual([
      200, 300, 450, 675, 1000, 1000, 1000,
    ]);
  });

  it('gives whole milliseconds, and grows from what is exact', () => {
    const waits = growingWaits(1, 100);
    expect(Array.from({ length: 5 }, () => waits.next().value)).toEqual([1, 2, 2, 3, 5]);
  });
});

describe('steadyClock', () => {
  it('goes on from where it was when the clock below is put back', () => {
    let time = 10_000;
    const clock = steadyClock({ now: () => time, sleep: async () => {} });
    expect(clock.now()).toBe(10_000);
    time = 4_000;
    expect(clock.now()).toBe(10_000);
    time = 4_500;
    expect(clock.now()).toBe(10_500);
    time = 1_000;
    expect(clock.now()).toBe(10_500);
    time = 1_001;
    expect(clock.now()).toBe(10_501);
  });

  it('follows a clock that is put forward', () => {
    let time = 0;
    const clock = steadyClock({ now: () => time, sleep: async () => {} });
    clock.now();
    time = 3_600_000;
    expect(clock.now()).toBe(3_600_000);
  });

  it('sleeps as the clock below does', async () => {
    const slept: unknown[] = [];
    const clock = steadyClock({ now: () => 0, sleep: async (...how) => void slept.push(how) });
    const { signal } = new AbortController();
    await clock.sleep(25, signal);
    expect(slept).toEqual([[25, signal]]);
  });
});
