import { contextIdentifier } from '@ksef/core';
import { virtualClock } from '@ksef-tools/testing/virtual-clock';
import { describe, expect, it } from 'vitest';
import type { LimiterEvent } from '../../src/limiter/limiter-event.js';
import { slidingWindowLimiter } from '../../src/limiter.js';
import type { AdmissionRequest } from '../../src/rate-limiter.js';

const context = contextIdentifier('Nip', '5265877635');
const request: AdmissionRequest = {
  environment: 'TEST',
  context,
  group: 'invoiceSend',
  operation: 'sendOnlineInvoice',
  limits: { perMinute: 30 },
};

function setUp(answer: unknown) {
  const clock = virtualClock();
  const events: LimiterEvent[] = [];
  const limiter = slidingWindowLimiter({
    clock,
    limitsOf: async () => answer as never,
    onEvent: (event) => events.push(event),
  });
  return { clock, events, limiter };
}

describe('limits that KSeF, or something in between, states oddly', () => {
  it.each([null, undefined, [], 'x', 5, true])(
    'are not taken: %j, and the contract’s hold',
    async (answer) => {
      const { clock, events, limiter } = setUp(answer);
      await limiter.admit(request);
      await clock.idle();
      expect(events).toMatchObject([{ type: 'limits-failed', errorName: 'InvalidInputError' }]);
      expect(limiter.forecastMs(request, 30)).toBe(61_000);
      await limiter.admit(request);
    },
  );

  it.each([
    [{ invoiceSend: { perHour: null, perMinute: 'x', perSecond: Number.NaN } }, 0],
    [{ invoiceSend: null, other: null, global: null, anonymous: null }, 61_000],
    [{ invoiceSend: [] }, 61_000],
    [{ supportID: '123' }, 61_000],
    [{ invoiceSend: { perMinute: 0.5 } }, 30 * 61_000],
    [{ invoiceSend: { perMinute: -1 } }, 0],
  ])('say nothing where they are no numbers: %j', async (answer, waitMs) => {
    const { clock, limiter } = setUp(answer);
    await limiter.admit(request);
    await clock.idle();
    expect(limiter.forecastMs(request, 30)).toBe(waitMs);
  });

  it('of 0 refuse at once, and also those who wait already', async () => {
    const { clock, limiter } = setUp({ invoiceSend: { perMinute: 1 } });
    await limiter.admit(request);
    await clock.idle();
    const waiting = limiter.admit(request);
    limiter.setLimits('TEST', context, { invoiceSend: { perMinute: 0 } });
    const refusal = { code: 'RATE_LIMIT_WAIT_TOO_LONG', operation: 'sendOnlineInvoice' };
    await expect(waiting).rejects.toMatchObject(refusal);
    await expect(limiter.admit(request)).rejects.toMatchObject(refusal);
    limiter.setLimits('TEST', context, { invoiceSend: { perMinute: 5 } });
    await limiter.admit(request);
  });
});
