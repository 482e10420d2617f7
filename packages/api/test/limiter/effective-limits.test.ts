import { contextIdentifier } from '@ksef/core';
import { virtualClock } from '@ksef-tools/testing/virtual-clock';
import { expect, it } from 'vitest';
import { EffectiveLimits } from '../../src/limiter/effective-limits.js';
import type { GroupLimits } from '../../src/limiter/group-limits.js';
import { slidingWindowLimiter } from '../../src/limiter.js';
import type { AdmissionRequest } from '../../src/rate-limiter.js';

const context = contextIdentifier('Nip', '5265877635');
const hour = 3_600_000;
const request: AdmissionRequest = {
  environment: 'TEST',
  context,
  group: 'invoiceSend',
  operation: 'sendOnlineInvoice',
  limits: { perMinute: 30 },
};

function setUp(answer: (() => Promise<GroupLimits>) | undefined) {
  const clock = virtualClock();
  let reads = 0;
  let changes = 0;
  const limits = new EffectiveLimits({
    read:
      answer &&
      (() => {
        reads++;
        return answer();
      }),
    refreshIntervalMs: hour,
    clock,
    emit: () => {},
    onChange: () => changes++,
  });
  const refresh = async () => {
    limits.refresh(request);
    await clock.idle();
    return reads;
  };
  const inForce = () => limits.accounts(request)[0].limits;
  const pass = (ms: number) => clock.runUntil(clock.now() + ms);
  return { limits, refresh, inForce, pass, changes: () => changes };
}

it('keeps in a sweep the limits that nobody would read again', async () => {
  const { limits, inForce, pass } = setUp(undefined);
  limits.set('TEST', context, { invoiceSend: { perMinute: 5 } });
  await pass(3 * hour);
  limits.sweep();
  expect(inForce()).toEqual({ perMinute: 5 });
});

it('forgets in a sweep what is due to be read again, and nothing else', async () => {
  const { limits, refresh, inForce, pass } = setUp(async () => ({ invoiceSend: { perMinute: 7 } }));
  expect(await refresh()).toBe(1);
  await pass(hour - 1);
  limits.sweep();
  expect(inForce()).toEqual({ perMinute: 7 });
  expect(await refresh()).toBe(1);
  await pass(1);
  limits.sweep();
  expect(inForce()).toEqual({ perMinute: 30 });
  expect(await refresh()).toBe(2);
});

it('reads once for all that ask while it reads, and does not forget that in a sweep', async () => {
  let answer = (_: GroupLimits) => {};
  const { limits, refresh, inForce } = setUp(() => new Promise((resolve) => (answer = resolve)));
  expect(await refresh()).toBe(1);
  limits.sweep();
  expect(await refresh()).toBe(1);
  answer({ invoiceSend: { perMinute: 9 } });
  expect(await refresh()).toBe(1);
  expect(inForce()).toEqual({ perMinute: 9 });
});

it('asks soon, but not at once, after a 429 and after a failure', async () => {
  let fails = false;
  const { limits, refresh, inForce, pass } = setUp(async () => {
    if (fails) throw new Error('down');
    return { invoiceSend: { perMinute: 7 } };
  });
  expect(await refresh()).toBe(1);
  limits.doubt(request);
  expect(await refresh()).toBe(1);
  fails = true;
  await pass(60_000);
  expect(await refresh()).toBe(2);
  await pass(59_999);
  expect(await refresh()).toBe(2);
  await pass(1);
  expect(await refresh()).toBe(3);
  expect(inForce()).toEqual({ perMinute: 7 });
});

it('makes no doubt put off a reading that is due earlier', async () => {
  const { limits, refresh, pass } = setUp(async () => ({}));
  await refresh();
  await pass(hour - 1);
  limits.doubt(request);
  await pass(1);
  expect(await refresh()).toBe(2);
});

it('tells that limits have changed, and reads none for requests without a context', async () => {
  const { limits, refresh, changes } = setUp(async () => ({}));
  limits.refresh({ ...request, context: undefined });
  limits.doubt({ ...request, context: undefined });
  expect(changes()).toBe(0);
  expect(await refresh()).toBe(1);
  expect(changes()).toBe(1);
});

it('stops a group also where the 429 is told by a client of another priority', async () => {
  const clock = virtualClock();
  const limiter = slidingWindowLimiter({ clock });
  limiter.withPriority('interactive').blocked?.(request, clock.now() + 5_000, 'too many');
  expect(limiter.forecastMs(request, 1)).toBe(5_000);
});
