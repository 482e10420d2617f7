import type { Api } from '@ksef/api';
import { type Clock, formCodes } from '@ksef/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSession, type SessionEvent } from '../../src/index.js';
import { InvoiceStatusPoller } from '../../src/online/invoice-status-poller.js';
import type { SentInvoice } from '../../src/online/session/sent-invoice.js';
import type { SessionInvoice } from '../../src/status/session-queries.js';
import { invoiceXml, startKsef, type TestKsef } from '../support/ksef.js';

const listing = { method: 'GET', path: '/sessions/{referenceNumber}/invoices' } as const;
const single = {
  method: 'GET',
  path: '/sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}',
} as const;
interface Page {
  invoices?: SessionInvoice[];
  continuationToken?: string | null;
}

let ksef: TestKsef;
let sent: readonly SentInvoice[];
let nowMs = Date.now();
/** Those of InvoiceStatusPoller, apart from those of the transport. */
let pauses: number[];
let asked: { readonly list: boolean; readonly place: unknown; readonly reference: unknown }[];
let events: SessionEvent[];
/** Invoices that KSeF has not judged yet. */
let pending: Set<string>;
/** Called before each question. */
let onAsk: () => void;
/** How KSeF pages its list, when not as it does. */
let paged: ((page: Page, place: unknown) => Page) | undefined;

const clock: Clock = {
  now: () => nowMs,
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    nowMs += Math.max(0, ms);
    await new Promise((resolve) => setImmediate(resolve));
    signal?.throwIfAborted();
  },
};

beforeAll(async () => {
  ksef = await startKsef(clock);
  const session = await openSession(ksef.api, { formCode: formCodes.fa3, encryptor: ksef.encryptor });
  const all: SentInvoice[] = [];
  for (let index = 0; index < 30; index++) all.push(await session.send(invoiceXml(`J/${index}`)));
  for (const { referenceNumber } of all) await session.waitForInvoice(referenceNumber);
  sent = all;
});
afterAll(() => ksef.emulator.close());
beforeEach(() => {
  ksef.emulator.control.clearFaults();
  // What a limit of another test holds back.
  nowMs += 3_600_000;
  pauses = [];
  asked = [];
  events = [];
  pending = new Set();
  onAsk = () => {};
  paged = undefined;
});

/** KSeF's own answers, with the poller taken out that it has not made yet. */
function watched(): Api {
  const asSeen = (one: SessionInvoice): SessionInvoice =>
    pending.has(one.referenceNumber) ? { ...one, status: { code: 150, description: '' } } : one;
  const request = async (...[operation, input, options]: Parameters<Api['request']>): Promise<unknown> => {
    const { continuationToken: place, invoiceReferenceNumber: reference } = input as Record<string, unknown>;
    const isList = operation.id === 'listSessionInvoices';
    asked.push({ list: isList, place, reference });
    onAsk();
    const given = paged === undefined ? input : { ...input, continuationToken: undefined };
    const answer = await ksef.api.request(operation, given, options);
    if (!isList) return asSeen(answer as SessionInvoice);
    const { invoices = [], ...rest } = answer as Page;
    const page = { ...rest, invoices: invoices.map(asSeen) };
    return paged?.(page, place) ?? page;
  };
  const sleep: Clock['sleep'] = (ms, signal) => {
    pauses.push(ms);
    return clock.sleep(ms, signal);
  };
  return { ...ksef.api, request: request as Api['request'], clock: { ...clock, sleep } };
}

function poller(options: { readonly signal?: AbortSignal; readonly waitTimeoutMs?: number } = {}) {
  const { signal, waitTimeoutMs = 300_000 } = options;
  return new InvoiceStatusPoller(watched(), signal ? { signal } : {}, waitTimeoutMs, (event) =>
    events.push(event),
  );
}

const some = (count: number, from = 0) => sent.slice(from, from + count);
const hold = (invoices: readonly SentInvoice[]) => {
  for (const { referenceNumber } of invoices) pending.add(referenceNumber);
};
const judge = (invoices: readonly SentInvoice[]) => {
  for (const { referenceNumber } of invoices) pending.delete(referenceNumber);
};
const waiting = () => events.flatMap((event) => (event.type === 'waiting' ? [event.waitMs] : []));
const settled = <T>(promises: readonly Promise<T>[]) => Promise.allSettled(promises);

describe('InvoiceStatusPoller', () => {
  it.each([
    [4, 4, false],
    [5, 1, true],
  ])('of %i invoices takes %i questions', async (count, questions, byList) => {
    const all = poller();
    const found = await Promise.all(some(count).map((one) => all.finalStatus(one)));
    expect(found.map(({ referenceNumber }) => referenceNumber)).toEqual(
      some(count).map(({ referenceNumber }) => referenceNumber),
    );
    expect(asked.map((one) => one.list)).toEqual(Array(questions).fill(byList));
    expect(events).toMatchObject(
      some(count).map(({ referenceNumber }) => ({ type: 'invoice-processed', referenceNumber, code: 200 })),
    );
  });

  it('asks no more when all are there, and again for the next', async () => {
    const all = poller();
    await all.finalStatus(some(1)[0] as SentInvoice);
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect([pauses, asked.length]).toEqual([[200], 1]);
    await all.finalStatus(some(1, 1)[0] as SentInvoice);
    expect([pauses, asked.length]).toEqual([[200, 200], 2]);
  });

  it('pauses longer each time while KSeF does not keep pace, and shortly when it does', async () => {
    const invoices = some(20);
    hold(invoices);
    const judgedNext = [0, 10, 4, 6];
    let first = 0;
    onAsk = () => {
      if (!asked.at(-1)?.list) return;
      const count = judgedNext.shift() ?? 20;
      judge(invoices.slice(first, first + count));
      first += count;
    };
    const all = poller();
    await Promise.all(invoices.map((one) => all.finalStatus(one)));
    // Half of 20 came with the second question, less than half of 10 with the third.
    expect(pauses).toEqual([200, 300, 200, 300]);
  });

  it('rejects with the caller’s reason when it is aborted', async () => {
    const stop = new AbortController();
    hold(some(2));
    onAsk = () => stop.abort(new Error('enough'));
    const all = poller({ signal: stop.signal });
    const ends = await settled(some(2).map((one) => all.finalStatus(one)));
    expect(ends).toEqual(Array(2).fill({ status: 'rejected', reason: new Error('enough') }));
  });

  it.each([[2], [6]])(
    'of %i that KSeF will not tell of are in doubt, and are not asked for again',
    async (count) => {
      for (const fault of [listing, single])
        ksef.emulator.control.addFault({ ...fault, kind: 'error', status: 403, times: 9 });
      const all = poller();
      for (const end of await settled(some(count).map((one) => all.finalStatus(one))))
        expect(end).toMatchObject({
          reason: {
            code: 'UNKNOWN_OUTCOME',
            message: expect.stringContaining('do not send again'),
            cause: { status: 403 },
          },
        });
      ksef.emulator.control.clearFaults();
      const before = asked.length;
      await all.finalStatus(some(1, 10)[0] as SentInvoice);
      expect(asked.slice(before)).toMatchObject([{ list: false }]);
    },
  );

  it.each([[2], [6]])('of %i whose state cannot be read for now are asked for again soon', async (count) => {
    for (const fault of [listing, single])
      ksef.emulator.control.addFault({ ...fault, kind: 'error', status: 503, times: 5 });
    const all = poller();
    await Promise.all(some(count).map((one) => all.finalStatus(one)));
    expect(pauses.length).toBeGreaterThan(1);
    expect(Math.max(...pauses)).toBeLessThan(2_000);
    expect(waiting()).toEqual([]);
  });

  it('are asked for one by one while KSeF does not list them, the oldest 20 first', async () => {
    ksef.emulator.control.addFault({ ...listing, kind: 'rateLimit', retryAfter: 90 });
    hold(sent);
    onAsk = () => {
      if (asked.length === 21) judge(some(10, 20));
      if (asked.length === 41) judge(sent);
    };
    const all = poller();
    await Promise.all(sent.map((one) => all.finalStatus(one)));
    const oldest = some(20).map(({ referenceNumber }) => referenceNumber);
    expect(asked[0]).toMatchObject({ list: true });
    expect(asked.slice(1, 21).map(({ reference }) => reference)).toEqual(oldest);
    expect(asked.slice(21, 41).map(({ reference }) => reference)).toEqual(oldest);
    expect(waiting()).toEqual([]);
  });

  it('are asked for by list while KSeF does not tell of single ones', async () => {
    ksef.emulator.control.addFault({ ...single, kind: 'rateLimit', retryAfter: 90 });
    const all = poller();
    await Promise.all(some(2).map((one) => all.finalStatus(one)));
    expect(asked.map((one) => one.list)).toEqual([false, true]);
  });

  it('wait for KSeF as long as it says when it wants neither', async () => {
    ksef.emulator.control.addFault({ ...listing, kind: 'rateLimit', retryAfter: 90 });
    ksef.emulator.control.addFault({ ...single, kind: 'rateLimit', retryAfter: 90 });
    const all = poller();
    await Promise.all(some(2).map((one) => all.finalStatus(one)));
    // Since the first of both was refused, two pauses ago.
    const waitMs = 90_000 - 300 - 450;
    expect(waiting()).toEqual([waitMs]);
    expect(pauses).toEqual([200, 300, 450, waitMs, 675]);
    expect(asked.map((one) => one.list)).toEqual([false, true, false, false]);
  });

  it('wait for KSeF a minute when it does not say how long', async () => {
    for (const fault of [listing, single])
      ksef.emulator.control.addFault({ ...fault, kind: 'rateLimit', retryAfter: 'soon', times: 99 });
    hold(some(2));
    onAsk = () => {
      if (asked.length < 3) return;
      ksef.emulator.control.clearFaults();
      judge(some(2));
    };
    const all = poller();
    await Promise.all(some(2).map((one) => all.finalStatus(one)));
    const [waitMs = 0] = waiting();
    expect(waitMs).toBeGreaterThan(55_000);
    expect(waitMs).toBeLessThan(60_000);
  });

  it('wait for KSeF no longer than the last of them may', async () => {
    ksef.emulator.control.addFault({ ...listing, kind: 'rateLimit', retryAfter: 90 });
    ksef.emulator.control.addFault({ ...single, kind: 'rateLimit', retryAfter: 90 });
    const all = poller({ waitTimeoutMs: 30_000 });
    const first = all.finalStatus(some(1)[0] as SentInvoice);
    nowMs += 1_000;
    const second = all.finalStatus(some(1, 1)[0] as SentInvoice);
    for (const end of await settled([first, second]))
      expect(end).toMatchObject({ reason: { code: 'WAIT_TIMEOUT', cause: { code: 'RATE_LIMITED' } } });
    // From when the second was given, two pauses ago.
    expect(waiting()).toEqual([30_000 - 300 - 450]);
  });

  it('end one by one when their time is up, and name the session that has them', async () => {
    hold(some(2));
    const all = poller({ waitTimeoutMs: 1_000 });
    const first = all.finalStatus(some(1)[0] as SentInvoice);
    let asks = 0;
    onAsk = () => {
      if (++asks === 2) void all.finalStatus(some(1, 2)[0] as SentInvoice);
      if (asks > 5) judge(some(1, 1));
    };
    const later = all.finalStatus(some(1, 1)[0] as SentInvoice);
    await expect(first).rejects.toMatchObject({
      code: 'WAIT_TIMEOUT',
      referenceNumber: sent[0]?.referenceNumber,
      message: expect.stringContaining(String(sent[0]?.sessionReferenceNumber)),
      status: { code: 150 },
    });
    await expect(later).resolves.toMatchObject({ status: { code: 200 } });
  });

  it('end at the very moment when their time is up', async () => {
    hold(some(1));
    const all = poller({ waitTimeoutMs: 500 });
    await expect(all.finalStatus(some(1)[0] as SentInvoice)).rejects.toMatchObject({ code: 'WAIT_TIMEOUT' });
    expect(pauses).toEqual([200, 300]);
  });

  it.each([900, 950])(
    'are not told to wait when their time is up already: after %i ms',
    async (waitTimeoutMs) => {
      ksef.emulator.control.addFault({ ...listing, kind: 'rateLimit', retryAfter: 90 });
      ksef.emulator.control.addFault({ ...single, kind: 'rateLimit', retryAfter: 90 });
      const all = poller({ waitTimeoutMs });
      await expect(all.finalStatus(some(1)[0] as SentInvoice)).rejects.toMatchObject({
        code: 'WAIT_TIMEOUT',
      });
      expect(waiting()).toEqual([]);
      expect(pauses).toEqual([200, 300, 450]);
    },
  );

  describe('in a list of several pages', () => {
    const inPages =
      (pages: readonly (readonly SentInvoice[])[]) =>
      (page: Page, place: unknown): Page => {
        const number = place === undefined ? 0 : Number(place);
        const here = pages[number]?.map(({ referenceNumber }) => referenceNumber);
        const invoices = (page.invoices ?? []).filter(({ referenceNumber }) =>
          here?.includes(referenceNumber),
        );
        return { invoices, continuationToken: number + 1 < pages.length ? String(number + 1) : null };
      };
    const places = () => asked.map(({ place }) => place);

    it('are looked for from the first page on that may hold one without a judgement', async () => {
      paged = inPages([some(5), some(5, 5), some(5, 10)]);
      hold(some(10, 5));
      onAsk = () => {
        if (asked.length === 4) judge(some(10, 5));
      };
      const all = poller();
      await Promise.all(some(15).map((one) => all.finalStatus(one)));
      expect(places()).toEqual([undefined, '1', '2', '1', '2']);
    });

    it('are looked for on all pages when none came from the later ones', async () => {
      paged = inPages([some(5), some(5, 5)]);
      hold(some(5, 5));
      onAsk = () => {
        if (asked.length !== 3) return;
        judge(some(5, 5));
        paged = inPages([some(10), []]);
      };
      const all = poller();
      await Promise.all(some(10).map((one) => all.finalStatus(one)));
      expect(places()).toEqual([undefined, '1', '1', undefined, '1']);
    });

    it('are looked for from the beginning when KSeF does not know the place any more', async () => {
      paged = inPages([some(5), some(5, 5)]);
      hold(some(5, 5));
      onAsk = () => {
        if (asked.length !== 3) return;
        judge(some(5, 5));
        paged = undefined;
      };
      const all = poller();
      await Promise.all(some(10).map((one) => all.finalStatus(one)));
      expect(places()).toEqual([undefined, '1', '1', undefined]);
    });

    it('are not looked for there again once KSeF does not know the place', async () => {
      paged = inPages([some(5), some(5, 5)]);
      hold(some(5, 5));
      onAsk = () => {
        if (asked.length === 3) paged = undefined;
        if (asked.length === 5) judge(some(5, 5));
      };
      const all = poller();
      await Promise.all(some(10).map((one) => all.finalStatus(one)));
      expect(places()).toEqual([undefined, '1', '1', undefined, undefined]);
    });

    it('are in doubt when KSeF refuses to list them, whatever the place', async () => {
      paged = inPages([some(5), some(5, 5)]);
      hold(some(5, 5));
      onAsk = () => {
        if (asked.length === 3) ksef.emulator.control.addFault({ ...listing, kind: 'error', status: 403 });
      };
      const all = poller();
      const ends = await settled(some(10).map((one) => all.finalStatus(one)));
      expect(ends.map(({ status }) => status)).toEqual([
        ...Array(5).fill('fulfilled'),
        ...Array(5).fill('rejected'),
      ]);
      expect(places()).toEqual([undefined, '1', '1']);
    });

    it('that come later are looked for from the last page on', async () => {
      paged = inPages([some(5), some(5, 5)]);
      const all = poller();
      await Promise.all(some(10).map((one) => all.finalStatus(one)));
      paged = inPages([some(5), some(10, 5)]);
      await Promise.all(some(5, 10).map((one) => all.finalStatus(one)));
      expect(places()).toEqual([undefined, '1', '1']);
    });

    it('are not taken for lost when KSeF leaves out a list that is empty', async () => {
      paged = () => {
        paged = undefined;
        return {};
      };
      const all = poller();
      await Promise.all(some(5).map((one) => all.finalStatus(one)));
      expect(asked).toHaveLength(2);
    });
  });

  it('need no observer', async () => {
    ksef.emulator.control.addFault({ ...listing, kind: 'rateLimit', retryAfter: 90 });
    ksef.emulator.control.addFault({ ...single, kind: 'rateLimit', retryAfter: 90 });
    const all = new InvoiceStatusPoller(watched(), {}, 300_000);
    await expect(all.finalStatus(some(1)[0] as SentInvoice)).resolves.toMatchObject({
      status: { code: 200 },
    });
  });
});
