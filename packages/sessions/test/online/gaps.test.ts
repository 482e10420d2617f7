import { type Clock, formCodes } from '@ksef/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type InvoiceResult, openSession, type SessionEvent, sendInvoices } from '../../src/index.js';
import { collect, invoiceXml, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

const sending = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
let ksef: TestKsef;
beforeEach(async () => {
  ksef = await startKsef();
});
afterEach(async () => {
  await ksef.emulator.close();
});
const accepted = () => ksef.emulator.control.events('invoice-accepted').length;
const some = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ content: invoiceXml(`A/${index}`) }));
const within = <T>(ms: number, work: Promise<T>) =>
  Promise.race([work, new Promise<never>((_, reject) => setTimeout(() => reject(new Error('stalled')), ms))]);

describe('send', () => {
  it('gives identical invoices sent at one time references of their own, although answers are lost', async () => {
    const session = await openSession(ksef.api, { formCode: formCodes.fa3, encryptor: ksef.encryptor });
    // One is never taken; while it is looked up, its twin is taken but has not been answered yet.
    ksef.emulator.control.addFault({ ...sending, kind: 'cutBefore' });
    ksef.emulator.control.addFault({ ...sending, kind: 'slow', ms: 1_000 });
    const xml = invoiceXml('A/1');
    const sent = await Promise.all([session.send(xml), session.send(xml)]);
    expect(new Set(sent.map(({ referenceNumber }) => referenceNumber)).size).toBe(2);
  });
});

describe('sendInvoices', () => {
  it('yields results while a slow source has yet to give the next input', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* source() {
      yield { content: invoiceXml('A/1') };
      await held;
    }
    const results = sendInvoices(ksef.api, source(), { encryptor: ksef.encryptor });
    const first = await within(5_000, results.next()).finally(release);
    expect(first.value).toMatchObject({ status: 'accepted' });
    await results.return();
  });

  it('stops at once on abort although the source gives nothing, with no stray rejection, and closes its session', async () => {
    const stray: unknown[] = [];
    const note = (error: unknown) => stray.push(error);
    process.on('unhandledRejection', note);
    try {
      ksef.emulator.control.setProcessingDelay(60_000);
      const controller = new AbortController();
      const reason = new Error('enough');
      async function* source() {
        yield { content: invoiceXml('A/1') };
        await new Promise(() => {});
      }
      const running = collect(
        sendInvoices(ksef.api, source(), { encryptor: ksef.encryptor, signal: controller.signal }),
      );
      const outcome = within(5_000, running).catch((error: unknown) => error);
      setTimeout(() => controller.abort(reason), 400);
      expect(await outcome).toBe(reason);
      expect(stray).toEqual([]);
      expect(ksef.emulator.control.events('session-closed')).toHaveLength(1);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('has no stray rejection when the signal ends while the consumer is busy', async () => {
    const stray: unknown[] = [];
    const note = (error: unknown) => stray.push(error);
    process.on('unhandledRejection', note);
    try {
      const controller = new AbortController();
      const reason = new Error('enough');
      const run = async () => {
        const results = sendInvoices(ksef.api, some(200), {
          encryptor: ksef.encryptor,
          signal: controller.signal,
        });
        for await (const { index } of results) {
          if (index > 0) continue;
          controller.abort(reason);
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
      };
      await run().catch(() => {});
      expect(stray).toEqual([]);
    } finally {
      process.off('unhandledRejection', note);
    }
  });

  it('yields what was sent before passing on the error of the source', async () => {
    async function* source() {
      yield* some(3);
      throw new Error('disk');
    }
    const results: InvoiceResult[] = [];
    const run = async () => {
      for await (const one of sendInvoices(ksef.api, source(), { encryptor: ksef.encryptor }))
        results.push(one);
    };
    await expect(run()).rejects.toThrow('disk');
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it.each([
    ['HTTP 500 for a while', { kind: 'error', status: 500, times: 12 }],
    ['429 for longer than the transport waits', { kind: 'rateLimit', retryAfter: 90, times: 1 }],
  ] as const)('calls no sent invoice failed because its status could not be read (%s)', async (_, fault) => {
    ksef.emulator.control.addFault({ path: '/sessions/{referenceNumber}/invoices', ...fault });
    const results = await collect(sendInvoices(ksef.api, some(12), { encryptor: ksef.encryptor }));
    expect(results.map(({ status, error }) => error?.message ?? status)).toEqual(Array(12).fill('accepted'));
    expect(accepted()).toBe(12);
  });

  it.each([
    [[], undefined],
    [['/invoices/query/metadata'], 'UNKNOWN_OUTCOME'],
  ] as const)(
    'never says of a sent invoice that it failed, when KSeF will not tell (%j)',
    async (more, code) => {
      for (const path of ['/sessions/{referenceNumber}/invoices*', ...more])
        ksef.emulator.control.addFault({ path, kind: 'error', status: 403, times: 99 });
      const results = await collect(sendInvoices(ksef.api, some(6), { encryptor: ksef.encryptor }));
      expect(accepted()).toBe(6);
      for (const { status, error, ksefNumber, referenceNumber } of results) {
        expect((error as { code?: string })?.code).toBe(code);
        expect(status).toBe(code === undefined ? 'accepted' : 'failed');
        expect(ksefNumber ?? referenceNumber).toBeDefined();
      }
    },
  );

  it('waits no longer for poller because the clock was put back by a day', async () => {
    await ksef.emulator.close();
    let aheadMs = 86_400_000;
    const leaping = leapingClock();
    let refusals = 0;
    const clock: Clock = {
      now: () => leaping.now() + aheadMs,
      async sleep(ms, signal) {
        await leaping.sleep(ms, signal);
        if (refusals === 2) aheadMs = 0;
      },
    };
    ksef = await startKsef(clock, async (input, init) => {
      const response = await fetch(input, init);
      if (response.status === 429) refusals++;
      return response;
    });
    const listing = { method: 'GET', path: '/sessions/{referenceNumber}/invoices*' };
    ksef.emulator.control.addFault({ ...listing, kind: 'rateLimit', retryAfter: 90, times: 2 });
    const waits: number[] = [];
    const onEvent = (event: SessionEvent) => {
      if (event.type === 'waiting') waits.push(event.waitMs);
    };
    const results = await collect(sendInvoices(ksef.api, some(2), { encryptor: ksef.encryptor, onEvent }));
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.max(...waits)).toBeLessThanOrEqual(90_000);
  });

  it('waits out a limit on sending, and tells so once before', async () => {
    await ksef.emulator.close();
    ksef = await startKsef(leapingClock());
    ksef.emulator.control.addFault({ ...sending, kind: 'rateLimit', retryAfter: 61, skip: 2 });
    const waits: SessionEvent[] = [];
    const onEvent = (event: SessionEvent) => {
      if (event.type === 'waiting') waits.push(event);
    };
    const results = await collect(sendInvoices(ksef.api, some(6), { encryptor: ksef.encryptor, onEvent }));
    expect(results.map(({ status }) => status)).toEqual(Array(6).fill('accepted'));
    expect(accepted()).toBe(6);
    expect(waits).toHaveLength(1);
    expect(waits[0]).toMatchObject({ what: "KSeF's request limit" });
  });

  it('tells a duplicate of the same bytes from a conflict', async () => {
    const same = { content: invoiceXml('A/1') };
    const results = await collect(
      sendInvoices(ksef.api, [same, same, { content: invoiceXml('A/1', { note: 'other' }) }], {
        encryptor: ksef.encryptor,
        concurrency: 1,
      }),
    );
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'duplicate', 'duplicate']);
    expect(results.map((one) => (one as { sameContent?: boolean }).sameContent)).toEqual([
      undefined,
      true,
      false,
    ]);
  });
});
