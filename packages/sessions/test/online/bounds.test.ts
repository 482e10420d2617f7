import { formCodes, KsefApiError, systemClock } from '@ksef/core';
import { readInvoice } from '@ksef/documents';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  getSessionInvoice,
  type InvoiceInput,
  type InvoiceResult,
  memoryJournal,
  openSession,
  type SendInvoicesOptions,
  type SessionEvent,
  sendInvoices,
} from '../../src/index.js';
import { findByMetadata } from '../../src/online/find-by-metadata.js';
import {
  collect,
  hastyClock,
  invoiceXml,
  leapingClock,
  seller,
  startKsef,
  type TestKsef,
} from '../support/ksef.js';

const sending = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
const opening = { method: 'POST', path: '/sessions/online' } as const;
const listing = { method: 'GET', path: '/sessions/{referenceNumber}/invoices' } as const;
const refusal = (code: number, status = 400) => ({ kind: 'error', status, code }) as const;
let ksef: TestKsef;
let events: SessionEvent[];

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});

beforeEach(() => {
  ksef.emulator.control.reset();
  events = [];
});

afterAll(async () => {
  await ksef.emulator.close();
});

const addFault = (fault: Parameters<TestKsef['emulator']['control']['addFault']>[0]) =>
  ksef.emulator.control.addFault(fault);
const happened = (type: string) => ksef.emulator.control.events(type);
const requests = ({ method, path }: { readonly method: string; readonly path: string }) =>
  happened('request').filter((one) => one.method === method && one.path === path).length;
const some = (count: number): InvoiceInput[] =>
  Array.from({ length: count }, (_, index) => ({ content: invoiceXml(`A/${index}`) }));
const onEvent = (event: SessionEvent) => events.push(event);
const send = (source: Iterable<InvoiceInput>, options: Partial<SendInvoicesOptions> = {}) =>
  collect(sendInvoices(ksef.api, source, { encryptor: ksef.encryptor, onEvent, ...options }));
const open = () => openSession(ksef.api, { formCode: formCodes.fa3, encryptor: ksef.encryptor, onEvent });
const waits = (what: string) =>
  events.flatMap((event) => (event.type === 'waiting' && event.what === what ? [event.waitMs] : []));
const rotations = () => events.flatMap((event) => (event.type === 'session-rotated' ? [event.reason] : []));
const hasCode = (code: number) => (error: unknown) => error instanceof KsefApiError && error.hasCode(code);

describe('send', () => {
  const unknown = 'a session that KSeF does not know yet';

  it('waits a little for KSeF to know a session that it has just opened', async () => {
    addFault({ ...sending, ...refusal(21173, 404), times: 2 });
    const session = await open();
    const { sends } = await session.send(invoiceXml('A/1'));
    expect(sends).toBe(3);
    expect(waits(unknown)).toEqual([500, 1_000]);
  });

  it('does not wait without end for that, nor where KSeF has known the session', async () => {
    addFault({ ...sending, ...refusal(21173, 404), times: 3 });
    const session = await open();
    await expect(session.send(invoiceXml('A/1'))).rejects.toSatisfy(hasCode(21173));
    expect(waits(unknown)).toHaveLength(2);
    await session.send(invoiceXml('A/1'));
    addFault({ ...sending, ...refusal(21173, 404) });
    await expect(session.send(invoiceXml('A/2'))).rejects.toSatisfy(hasCode(21173));
    expect(waits(unknown)).toHaveLength(2);
    expect(happened('invoice-accepted')).toHaveLength(1);
  });

  it('passes on a refusal for its status (21180) of a session whose status is good', async () => {
    addFault({ ...sending, ...refusal(21180) });
    await expect((await open()).send(invoiceXml('A/1'))).rejects.toSatisfy(hasCode(21180));
  });

  it('gives up on an invoice that never arrives after three times, and says that it cannot know', async () => {
    addFault({ ...sending, kind: 'cutBefore', times: 20 });
    const session = await open();
    await expect(session.send(invoiceXml('A/1'))).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME' });
    expect(happened('fault')).toHaveLength(3);
    expect(happened('invoice-accepted')).toHaveLength(0);
    // Each time the list was read three times.
    expect(waits('KSeF to list an invoice whose answer was lost')).toHaveLength(9);
  });
});

describe('sendInvoices', () => {
  it('goes to another session at once when KSeF says that one is full (21155)', async () => {
    addFault({ ...sending, ...refusal(21155), times: 3 });
    const [result] = await send(some(1));
    expect(result).toMatchObject({ status: 'accepted' });
    expect(rotations()).toEqual(['full', 'full', 'full']);
    expect(waits('a usable session')).toEqual([]);
    expect(happened('session-opened')).toHaveLength(4);
  });

  it('tries no more than six sessions for an invoice, and says why none took it', async () => {
    addFault({ ...sending, ...refusal(21184), times: 20 });
    const [result] = await send(some(1));
    expect(result).toMatchObject({ status: 'failed' });
    expect(result?.error).toSatisfy(hasCode(21184));
    expect(happened('session-opened')).toHaveLength(6);
    expect(waits('a usable session')).toHaveLength(4);
    expect(happened('invoice-accepted')).toHaveLength(0);
  });

  it('sends an invoice that KSeF gives up unjudged three times, and tells what it said then', async () => {
    ksef.emulator.control.setProcessingDelay(400);
    ksef.emulator.control.breakSessions('becomes415', 9);
    const [result] = await send(some(1));
    expect(result).toMatchObject({ status: 'rejected', ksefStatus: { code: 405 } });
    expect(happened('invoice-accepted')).toHaveLength(3);
    expect(happened('session-opened')).toHaveLength(3);
  });

  it('leaves a session before its twelve hours are over', async () => {
    let aheadMs = 0;
    const clock = { ...hastyClock, now: () => hastyClock.now() + aheadMs };
    const own = await startKsef(clock);
    try {
      const hour = 3_600_000;
      function* source() {
        yield* some(1);
        aheadMs = 11.7 * hour;
        yield* some(2).slice(1);
        aheadMs = 11.9 * hour;
        yield* some(3).slice(2);
      }
      const options = { encryptor: own.encryptor, concurrency: 1, window: 1, onEvent };
      const results = await collect(sendInvoices(own.api, source(), options));
      expect(results.map(({ status }) => status)).toEqual(Array(3).fill('accepted'));
      expect(new Set(results.map((one) => one.sessionReferenceNumber)).size).toBe(2);
      expect(results[1]?.sessionReferenceNumber).toBe(results[0]?.sessionReferenceNumber);
      expect(rotations()).toEqual(['its time is up']);
    } finally {
      await own.emulator.close();
    }
  });

  it('waits out a limit on opening (429), told once for all that wait', async () => {
    addFault({ ...opening, kind: 'rateLimit', retryAfter: 90 });
    const results = await send(some(4));
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill('accepted'));
    expect(waits("KSeF's request limit")).toHaveLength(1);
    expect(happened('session-opened')).toHaveLength(1);
  });

  it('does not call an invoice unsent that has left before, when no other session could be opened', async () => {
    addFault({ ...sending, ...refusal(21184) });
    addFault({ ...opening, kind: 'errorAfter', status: 504, skip: 1, times: 3 });
    const [result] = await send(some(1));
    expect(result).toMatchObject({ status: 'failed', error: { code: 'UNKNOWN_OUTCOME' } });
  });

  it('names no session for what only the metadata tell', async () => {
    addFault({ ...sending, kind: 'cutAfter', times: 20 });
    addFault({ ...listing, kind: 'html', times: 40 });
    const [result] = await send(some(1), { withUpo: true });
    expect(result).toMatchObject({ status: 'accepted', ksefNumber: expect.any(String) });
    expect(result?.sessionReferenceNumber).toBeUndefined();
    expect(result?.referenceNumber).toBeUndefined();
    expect(result?.upo).toBeUndefined();
    expect(result?.error).toBeUndefined();
  });

  it('gives one number to one input, though the metadata tell it of two with the same bytes', async () => {
    addFault({ ...sending, kind: 'cutAfter', times: 40 });
    addFault({ ...listing, kind: 'html', times: 80 });
    const [one] = some(1) as [InvoiceInput];
    const [first, second] = await send([one, one], { concurrency: 1 });
    expect(first).toMatchObject({ status: 'accepted', ksefNumber: expect.any(String) });
    expect(second).toMatchObject({ status: 'duplicate', ksefNumber: first?.ksefNumber, sameContent: true });
  });

  it('tells KSeF what was issued offline', async () => {
    // KSeF itself takes one that comes after its day for an offline one.
    const date = new Date().toLocaleDateString('sv', { timeZone: 'Europe/Warsaw' });
    const [online, offline] = await send([
      { content: invoiceXml('M/1', { date }) },
      { content: invoiceXml('M/2', { date }), offlineMode: true },
    ]);
    const modeOf = async (result: InvoiceResult | undefined) => {
      const { sessionReferenceNumber = '', referenceNumber = '' } = result ?? {};
      return (await getSessionInvoice(ksef.api, sessionReferenceNumber, referenceNumber)).invoicingMode;
    };
    expect([await modeOf(online), await modeOf(offline)]).toEqual(['Online', 'Offline']);
  });

  it('reads a list from its start when KSeF does not know the place in it any more', async () => {
    const own = await startKsef(systemClock);
    try {
      let next: string | null | undefined;
      let refusals = 0;
      const api: TestKsef['api'] = {
        ...own.api,
        async request(operation, input, options) {
          if (operation.id !== 'listSessionInvoices') return own.api.request(operation, input, options);
          const begins = !next;
          next = undefined;
          if (begins && input.continuationToken !== undefined && refusals < 3) {
            refusals++;
            own.emulator.control.addFault({ ...listing, ...refusal(21405) });
          }
          const page = await own.api.request(operation, { ...input, pageSize: 10 }, options);
          next = (page as { continuationToken?: string | null }).continuationToken;
          return page as never;
        },
      };
      own.emulator.control.setProcessingDelay(20);
      const source = Array.from({ length: 60 }, (_, index) => ({ content: invoiceXml(`P/${index}`) }));
      const results = await collect(sendInvoices(api, source, { encryptor: own.encryptor, window: 12 }));
      expect(results.map(({ status, error }) => error?.message ?? status)).toEqual(
        Array(60).fill('accepted'),
      );
      expect(refusals).toBe(3);
      // The list told all of them.
      expect(results.every(({ referenceNumber }) => referenceNumber !== undefined)).toBe(true);
    } finally {
      await own.emulator.close();
    }
  });

  it('says whether a duplicate is the same file also where KSeF does not hand the original out', async () => {
    const same = { content: invoiceXml('A/1') };
    const other = { content: invoiceXml('A/1', { note: 'other' }) };
    const [first] = await send([same]);
    ksef.emulator.control.advanceClock(60_000);
    const download = { method: 'GET', path: '/invoices/ksef/{ksefNumber}' } as const;
    addFault({ ...download, ...refusal(21405, 403), times: 2 });
    expect(await send([other, same], { concurrency: 1 })).toMatchObject([
      { status: 'duplicate', sameContent: false, ksefNumber: first?.ksefNumber },
      { status: 'duplicate', sameContent: true, ksefNumber: first?.ksefNumber },
    ]);
    addFault({ ...download, ...refusal(21405, 403) });
    addFault({ path: '/invoices/query/metadata', ...refusal(21405, 403) });
    const [untold] = await send([other]);
    expect(untold).toMatchObject({ status: 'duplicate', ksefNumber: first?.ksefNumber });
    expect(untold?.sameContent).toBeUndefined();
    const before = requests(download);
    expect(before).toBeGreaterThan(0);
    expect(await send([other], { checkDuplicates: false })).toMatchObject([{ status: 'duplicate' }]);
    expect(requests(download)).toBe(before);
  });

  it('is refused for a run that was begun in another environment, and goes on where no context was told', async () => {
    const journal = memoryJournal();
    const begin = async (runId: string, environment: string, context: string) => {
      const run = await journal.open(runId);
      await run.append([{ type: 'run-started', environment, context }]);
      await run.close();
    };
    const { name } = ksef.emulator.environment;
    await begin('elsewhere', `${name}2`, `Nip:${seller}`);
    await expect(send(some(1), { journal, runId: 'elsewhere', context: seller })).rejects.toMatchObject({
      code: 'RUN_MISMATCH',
      message: expect.stringContaining(`on ${name}2`),
    });
    await begin('untold', name, '');
    await begin('told', name, `Nip:${seller}`);
    expect(await send(some(1), { journal, runId: 'untold', context: seller })).toMatchObject([
      { status: 'accepted' },
    ]);
    expect(await send(some(1), { journal, runId: 'told' })).toMatchObject([{ status: 'duplicate' }]);
    // The run was let go of.
    await (await journal.open('elsewhere')).close();
  });
});

describe('findByMetadata', () => {
  const invoice = readInvoice(new TextEncoder().encode(invoiceXml('A/1')));
  const ask = async (...sessions: string[]) => {
    let asked: { from: string; to: string } | undefined;
    const api: TestKsef['api'] = {
      ...ksef.api,
      request(operation, input, options) {
        asked = (input.body as { dateRange: typeof asked }).dateRange;
        return ksef.api.request(operation, input, options);
      },
    };
    expect(await findByMetadata(api, invoice, 'hash', sessions, {})).toBeUndefined();
    return [asked?.from.slice(0, 10), asked?.to.slice(0, 10)];
  };

  it('asks from the day before the first session to the days after the last', async () => {
    expect(await ask('20260210-SO-A')).toEqual(['2026-02-09', '2026-02-13']);
    expect(await ask('20260210-SO-A', 'odd', '20260220-SO-B')).toEqual(['2026-02-09', '2026-02-23']);
  });

  it('asks of sessions that are far apart for the later days: KSeF takes no longer range', async () => {
    expect(await ask('20260101-SO-A', '20260501-SO-B')).toEqual(['2026-01-24', '2026-05-04']);
  });

  it('goes by the clock only where no session tells the day', async () => {
    const now = ksef.api.clock.now();
    const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);
    expect(await ask('odd')).toEqual([day(now - 86_400_000), day(now + 3 * 86_400_000)]);
  });
});
