import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { issueChallenge } from '../src/auth/start-login.js';
import { EmulatorKernel } from '../src/kernel/emulator-kernel.js';
import { RequestLog } from '../src/requests/request-log.js';
import { invoiceXml, startArea } from './sessions/support.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function usedMb(): { heap: number; buffers: number } {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed / 1e6, buffers: arrayBuffers / 1e6 };
}

/** V8 frees buffers in a thread of its own, some time after it has collected them. */
async function freed(check: () => void): Promise<void> {
  await vi.waitFor(check, { timeout: 10_000, interval: 100 });
}

describe('the memory of an emulator', () => {
  it('holds the file of an invoice once', async () => {
    const area = await startArea();
    const session = await area.open();
    const padding = 'x'.repeat(500_000);
    const sendInvoice = async (number: number) => {
      const { status } = await area.outcome(
        session,
        `${invoiceXml(`FV/2026/11/24/${number}`)}<!--${padding}-->`,
      );
      expect(status.code).toBe(200);
    };
    await sendInvoice(0);
    const before = usedMb();
    for (let number = 1; number <= 30; number++) await sendInvoice(number);
    await freed(() => {
      const after = usedMb();
      // 15 MB of files.
      expect(after.buffers - before.buffers).toBeLessThan(18);
      expect(after.heap - before.heap).toBeLessThan(5);
    });
  });

  it('does not hold what lay beside the files that it keeps', async () => {
    const { blobs } = new EmulatorKernel({});
    const before = usedMb();
    for (let index = 0; index < 100; index++)
      blobs.put(`invoice-${index}`, new Uint8Array(1_000_000).subarray(0, 1000));
    await freed(() => expect(usedMb().buffers - before.buffers).toBeLessThan(5));
    expect(blobs.get('invoice-99')).toHaveLength(1000);
  });

  it('holds the latest requests, and less of their responses', () => {
    const log = new RequestLog(new EmulatorKernel({}));
    const text = 'x'.repeat(20_000);
    const before = usedMb();
    for (let index = 1; index <= 3_000; index++) {
      log.add({
        method: 'GET',
        path: '/limits/context',
        url: '/v2/limits/context',
        status: 200,
        durationMs: 1,
        context: undefined,
        request: { headers: {}, body: undefined },
        response: { headers: {}, body: JSON.stringify({ index, text }) },
      });
    }
    // Of 60 MB.
    expect(usedMb().heap - before.heap).toBeLessThan(15);
    expect(log.get(2_000)).toBeUndefined();
    expect(log.get(2_001)).toMatchObject({ id: 2_001, response: { body: null } });
    expect(log.get(3_000)).toMatchObject({ response: { body: { index: 3_000 } } });
  });

  it('holds the latest events', () => {
    const kernel = new EmulatorKernel({});
    for (let number = 1; number <= 60_000; number++) kernel.record('request', { number });
    const events = kernel.events();
    expect(events.length).toBeLessThanOrEqual(50_000);
    expect(events.at(-1)).toMatchObject({ id: 60_000, number: 60_000 });
  });

  it('holds no challenges that have expired', () => {
    let now = Date.parse('2026-11-28T10:00:00Z');
    const kernel = new EmulatorKernel({ clock: { now: () => now } });
    for (let index = 0; index < 3_000; index++) {
      issueChallenge(kernel, '127.0.0.1');
      now += 1_000;
    }
    // Of ten minutes, both ends included.
    expect(kernel.collection('challenges').size).toBe(601);
  });
});
