import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Api, createApi } from '@ksef/api';
import { nip } from '@ksef/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  fileJournal,
  type InvoiceInput,
  type InvoiceResult,
  type JournalEntry,
  memoryJournal,
  type SendInvoicesOptions,
  type SessionEvent,
  type SessionJournal,
  sendInvoices,
} from '../../src/index.js';
import { collect, invoiceXml, leapingClock, seller, startKsef, type TestKsef } from '../support/ksef.js';

const sending = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
const listing = { method: 'GET', path: '/sessions/{referenceNumber}/invoices' } as const;
const runId = 'run/1';
let ksef: TestKsef;
let journal: SessionJournal;
let events: SessionEvent[];

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});

beforeEach(() => {
  ksef.emulator.control.reset();
  journal = memoryJournal();
  events = [];
});

afterAll(async () => {
  await ksef.emulator.close();
});

const some = (count: number): InvoiceInput[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}.xml`, content: invoiceXml(`A/${index}`) }));
const send = (source: Iterable<InvoiceInput>, options: Partial<SendInvoicesOptions> = {}) =>
  sendInvoices(ksef.api, source, {
    encryptor: ksef.encryptor,
    journal,
    runId,
    context: seller,
    onEvent: (event) => events.push(event),
    ...options,
  });
const happened = (type: string) => ksef.emulator.control.events(type);
const accepted = () => happened('invoice-accepted').length;
const numbers = () =>
  happened('invoice-processed').filter(({ ksefNumber }) => typeof ksefNumber === 'string');
const withoutDocument = (results: readonly InvoiceResult[]) => results.map(({ upo, ...rest }) => rest);

async function entries(): Promise<JournalEntry[]> {
  const run = await journal.open(runId);
  try {
    return await collect(run.entries());
  } finally {
    await run.close();
  }
}

const noSpace = Object.assign(new Error('no space left'), { code: 'ENOSPC' });

/** The journal, on a disk without room for one kind of lines. */
function brokenJournal(type: string): SessionJournal {
  return {
    ...journal,
    async open(id, options) {
      const run = await journal.open(id, options);
      const append: typeof run.append = async (lines, how) => {
        if (lines.some((line) => line.type === type)) throw noSpace;
        return run.append(lines, how);
      };
      return { entries: (how) => run.entries(how), append, close: () => run.close() };
    },
  };
}

/** Sends until something has happened, and stops then, as a process that is killed does. */
async function interrupted(source: Iterable<InvoiceInput>, when: () => boolean, options = {}): Promise<void> {
  const stop = new AbortController();
  const watch = setInterval(() => when() && stop.abort(new Error('killed')), 5);
  try {
    await collect(send(source, { signal: stop.signal, ...options })).catch(() => {});
  } finally {
    clearInterval(watch);
  }
}

describe('sendInvoices with a journal', () => {
  it('gives the same results again, and sends nothing', async () => {
    const source = [
      ...some(5),
      { name: 'twin', content: invoiceXml('A/1') },
      { name: 'late', content: invoiceXml('B', { date: '2099-01-01' }) },
      { name: 'none', content: '<a/>' },
    ];
    const first = await collect(send(source, { concurrency: 1, withUpo: true }));
    expect(first.map(({ status }) => status)).toEqual([
      ...Array(5).fill('accepted'),
      'duplicate',
      'rejected',
      'failed',
    ]);
    const leaving = (await entries()).filter(({ type }) => type === 'invoice-sending');
    expect(leaving.map(({ index, name }) => [index, name])).toEqual(
      source.slice(0, -1).map(({ name }, index) => [index, name]),
    );
    const before = [accepted(), happened('session-opened').length];
    const again = await collect(send(source, { withUpo: true }));
    expect(withoutDocument(again)).toEqual(withoutDocument(first));
    expect(again.map(({ upo }) => upo?.length)).toEqual(first.map(({ upo }) => upo?.length));
    expect([accepted(), happened('session-opened').length]).toEqual(before);
  });

  it('goes on with a source that has grown, and whose order has changed', async () => {
    const [one, two, three] = some(3) as [InvoiceInput, InvoiceInput, InvoiceInput];
    const first = await collect(send([one, two]));
    const then = await collect(send([three, two, one]));
    expect(then.map(({ ksefNumber }) => ksefNumber).slice(1)).toEqual([
      first[1]?.ksefNumber,
      first[0]?.ksefNumber,
    ]);
    expect(accepted()).toBe(3);
  });

  it.each([
    ['taken, but the answer was not read', { kind: 'slow', ms: 1_000 }, 1],
    ['never taken', { kind: 'cutBefore' }, 0],
  ] as const)('finds out about an invoice that was on its way: %s', async (_, fault, taken) => {
    ksef.emulator.control.addFault({ ...sending, ...fault, skip: 1 });
    const stopped = () => happened('fault').length > 0;
    await interrupted(some(2), stopped, { concurrency: 1 });
    expect((await entries()).filter(({ type }) => type === 'invoice-sending')).toHaveLength(2);
    expect(accepted()).toBe(1 + taken);
    const results = await collect(send(some(2)));
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(accepted()).toBe(2);
  });

  it('sends anew what KSeF has given up with its session since it took it', async () => {
    ksef.emulator.control.setProcessingDelay(300);
    ksef.emulator.control.breakSessions('becomes415');
    await interrupted(some(1), () => accepted() === 1);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const results = await collect(send(some(1)));
    expect(results.map(({ status }) => status)).toEqual(['accepted']);
    expect(accepted()).toBe(2);
    expect(numbers()).toHaveLength(1);
  });

  it('waits for the judgement of what was taken, and sends only the rest', async () => {
    ksef.emulator.control.setProcessingDelay(60_000);
    await interrupted(some(3), () => accepted() === 3);
    ksef.emulator.control.advanceClock(60_000);
    ksef.emulator.control.setProcessingDelay(0);
    const results = await collect(send(some(5)));
    expect(results.map(({ status }) => status)).toEqual(Array(5).fill('accepted'));
    expect(accepted()).toBe(5);
  });

  it('closes the sessions that a dead process left open, although it could not say so', async () => {
    ksef.emulator.control.addFault({
      method: 'POST',
      path: '/sessions/online/{referenceNumber}/close',
      kind: 'error',
      status: 400,
      code: 21405,
      times: 1,
    });
    await collect(send(some(1)));
    expect(happened('session-closed')).toHaveLength(0);
    await collect(send(some(1)));
    expect(happened('session-closed')).toHaveLength(1);
    await collect(send(some(1)));
    expect(happened('session-closed')).toHaveLength(1);
    expect(accepted()).toBe(1);
  });

  it('sends nothing while the session of an invoice in doubt cannot be asked, and goes on when it can', async () => {
    ksef.emulator.control.addFault({ ...sending, kind: 'delay', ms: 300 });
    await interrupted(some(1), () => happened('fault').length > 0);
    ksef.emulator.control.addFault({ ...listing, kind: 'html', times: 4 });
    const [doubtful] = await collect(send(some(1)));
    expect(doubtful).toMatchObject({ status: 'failed', error: { code: 'UNKNOWN_OUTCOME' } });
    expect(doubtful?.sessionReferenceNumber).toBeDefined();
    ksef.emulator.control.clearFaults();
    const [known] = await collect(send(some(1)));
    expect(known).toMatchObject({ status: 'accepted' });
    expect(numbers()).toHaveLength(1);
    expect(accepted()).toBe(1);
  });

  it.each([
    ['does not send again for one list without it', 2, 1],
    ['knows its own invoice in a duplicate, when it was sent again for several lists without it', 4, 2],
  ])('%s', async (_, emptyLists, arrivals) => {
    ksef.emulator.control.addFault({ ...sending, kind: 'slow', ms: 1_000 });
    await interrupted(some(1), () => accepted() === 1);
    ksef.emulator.control.breakSessions('listsNothing', emptyLists);
    const [result] = await collect(send(some(1)));
    expect(result).toMatchObject({ status: 'accepted', ksefNumber: numbers()[0]?.ksefNumber });
    expect(accepted()).toBe(arrivals);
    expect(numbers()).toHaveLength(1);
  });

  it('takes the KSeF number from the metadata when the session cannot be asked', async () => {
    ksef.emulator.control.addFault({ ...sending, kind: 'slow', ms: 1_000 });
    await interrupted(some(1), () => accepted() === 1);
    ksef.emulator.control.advanceClock(60_000);
    ksef.emulator.control.addFault({ ...listing, kind: 'html', times: 20 });
    const [result] = await collect(send(some(1)));
    expect(result).toMatchObject({ status: 'accepted', ksefNumber: numbers()[0]?.ksefNumber });
    expect(accepted()).toBe(1);
  });

  it('sends again what KSeF, which no longer knows the session, cannot have', async () => {
    ksef.emulator.control.addFault({ ...sending, kind: 'cutBefore' });
    await interrupted(some(1), () => happened('fault').length > 0);
    ksef.emulator.control.reset();
    const [result] = await collect(send(some(1)));
    expect(result).toMatchObject({ status: 'accepted' });
    expect(accepted()).toBe(1);
  });

  it('sends nothing that it could not record first', async () => {
    const broken = brokenJournal('invoice-sending');
    const results = await collect(send(some(2), { journal: broken }));
    expect(results.map(({ status, error }) => [status, error])).toEqual(Array(2).fill(['failed', noSpace]));
    expect(accepted()).toBe(0);
  });

  it('keeps KSeF’s word when the journal cannot keep it, and warns', async () => {
    const broken = brokenJournal('invoice-finished');
    const [result] = await collect(send(some(1), { journal: broken }));
    expect(result).toMatchObject({ status: 'accepted' });
    expect(events).toContainEqual({ type: 'warning', message: expect.stringContaining('no space left') });
    expect(await collect(send(some(1)))).toMatchObject([{ ksefNumber: result?.ksefNumber }]);
    expect(accepted()).toBe(1);
  });

  it('tells of inputs on their way that are not given again', async () => {
    ksef.emulator.control.setProcessingDelay(60_000);
    await interrupted(some(2), () => accepted() === 2);
    ksef.emulator.control.advanceClock(60_000);
    await collect(send(some(1)));
    expect(events).toContainEqual({ type: 'warning', message: expect.stringContaining('1 inputs') });
  });

  it('is refused for another context, without a name, and while another process works on it', async () => {
    await collect(send(some(1)));
    const elsewhere = collect(send(some(1), { context: nip('7811900008') }));
    await expect(elsewhere).rejects.toMatchObject({ code: 'RUN_MISMATCH', input: 'runId' });
    await expect(collect(send(some(1), { runId: undefined }))).rejects.toMatchObject({ input: 'runId' });
    await expect(collect(send(some(1), { journal: undefined }))).rejects.toMatchObject({ input: 'runId' });
    const held = await journal.open(runId);
    await expect(collect(send(some(1)))).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
    await held.close();
    await collect(send(some(1)));
    expect(accepted()).toBe(1);
  });

  it('writes no content, key or token into the journal', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ksef-exactly-'));
    try {
      const secret = 'a note that is nobody’s business';
      journal = fileJournal(folder);
      const source = [{ content: invoiceXml('A/1', { note: secret }) }, { content: invoiceXml('A/1') }];
      await collect(send(source, { concurrency: 1 }));
      const text = await readFile(join(folder, 'run%2f1.ndjson'), 'utf8');
      expect(text).not.toMatch(/nobody|<|P_7|Bearer|eyJ/);
      // Hashes and numbers are all the Base64 there is.
      for (const [long] of text.matchAll(/[A-Za-z0-9+/=]{60,}/g)) throw new Error(`unexpected: ${long}`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('sendInvoices', () => {
  it('gives the number of the first arrival when an invoice that was given up comes in late', async () => {
    ksef.emulator.control.addFault({ ...sending, kind: 'delay', ms: 1_200 });
    const [result] = await collect(
      send(some(1), { journal: undefined, runId: undefined, timeoutMs: 300, withUpo: true }),
    );
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(numbers()).toHaveLength(1);
    expect(result).toMatchObject({ status: 'accepted', ksefNumber: numbers()[0]?.ksefNumber });
    expect(result?.upo).toBeDefined();
  });

  it('sends again what KSeF gave up with its session (415), once told', async () => {
    ksef.emulator.control.setProcessingDelay(150);
    ksef.emulator.control.breakSessions('becomes415');
    const results = await collect(send(some(6)));
    expect(results.map(({ status }) => status)).toEqual(Array(6).fill('accepted'));
    expect(numbers()).toHaveLength(6);
    expect(events.filter(({ type }) => type === 'session-rotated')).toHaveLength(1);
  });
});

describe('sendInvoices, when clocks, networks and disks are strange', () => {
  const twins = (): InvoiceInput[] => [
    { name: 'one', content: invoiceXml('T/1') },
    { name: 'two', content: invoiceXml('T/1') },
  ];
  const opening = { method: 'POST', path: '/sessions/online' } as const;
  const alone = { journal: undefined, runId: undefined };

  /** A client whose first send, its answer lost, arrives only before the next session is opened, or before the third. */
  function withLateFirstSend(when: 'session' | 'limit' = 'session'): Api {
    let late: (() => Promise<unknown>) | undefined;
    let sends = 0;
    const fetchLate: typeof fetch = async (input, init) => {
      const path = new URL(String(input)).pathname;
      const isSend = /\/sessions\/online\/[^/]+\/invoices$/.test(path);
      if (isSend) sends++;
      if (when === 'limit' ? isSend && sends === 3 : /\/sessions\/online$/.test(path)) await late?.();
      if (isSend && sends === 1) {
        late = () => fetch(input, { ...init, signal: null });
        throw new TypeError('the connection broke');
      }
      return fetch(input, init);
    };
    const clock = leapingClock();
    const { environment } = ksef.emulator;
    return createApi({ environment, clock, fetch: fetchLate })
      .withAccessToken(() => ksef.accessToken)
      .inContext(seller);
  }

  it.each([false, true])(
    'gives the number of an arrival in a session that was left (process killed in between: %s)',
    async (killed) => {
      // The second try meets a session that takes no more; the third would be a duplicate of the first.
      ksef.emulator.control.addFault({ ...sending, kind: 'error', status: 400, code: 21184 });
      if (killed) ksef.emulator.control.addFault({ ...sending, kind: 'slow', ms: 1_000, skip: 2 });
      const api = withLateFirstSend();
      const how = { encryptor: ksef.encryptor, journal, runId, context: seller };
      const stop = new AbortController();
      const watch = setInterval(() => killed && happened('fault').length > 1 && stop.abort(), 5);
      const [first] = await collect(sendInvoices(api, some(1), { ...how, signal: stop.signal })).catch(
        () => [],
      );
      clearInterval(watch);
      const [result] = killed ? await collect(send(some(1))) : [first];
      expect(accepted()).toBe(2);
      expect(numbers()).toHaveLength(1);
      expect(result).toMatchObject({
        status: 'accepted',
        ksefNumber: numbers()[0]?.ksefNumber,
        sessionReferenceNumber: happened('session-opened')[0]?.referenceNumber,
      });
    },
  );

  it('recognises an arrival after a limit was sat out in the same session', async () => {
    ksef.emulator.control.addFault({ ...sending, kind: 'rateLimit', retryAfter: 90 });
    const api = withLateFirstSend('limit');
    const [result] = await collect(sendInvoices(api, some(1), { encryptor: ksef.encryptor }));
    expect(accepted()).toBe(2);
    expect(result).toMatchObject({ status: 'accepted', ksefNumber: numbers()[0]?.ksefNumber });
  });

  it('says that an invoice was not sent when no session could be opened, whatever its twin became', async () => {
    ksef.emulator.control.addFault({ ...opening, kind: 'errorAfter', status: 504, skip: 1, times: 3 });
    const options = { ...alone, concurrency: 1, maxInvoicesPerSession: 1 };
    const results = await collect(send(twins(), options));
    expect(results[0]?.status).toBe('accepted');
    expect(results[1]).toMatchObject({ status: 'failed', error: { code: 'SESSION_NOT_OPENED' } });
  });

  it('gives a number that only the metadata tell to one of two inputs with the same bytes', async () => {
    await collect(send(twins().slice(0, 1)));
    ksef.emulator.control.addFault({ ...sending, kind: 'cutAfter', times: 20 });
    ksef.emulator.control.addFault({ ...listing, kind: 'html', times: 40 });
    const results = await collect(send(twins()));
    expect(results.map(({ status, sameContent }) => [status, sameContent])).toEqual([
      ['accepted', undefined],
      ['duplicate', true],
    ]);
    expect(results[1]?.ksefNumber).toBe(results[0]?.ksefNumber);
    expect(await collect(send(twins()))).toEqual(results);
  });

  it('finds by metadata what left by a clock that was put back since', async () => {
    let now = Date.now() + 30 * 86_400_000;
    const clock = { ...leapingClock(), now: () => now };
    const ahead = createApi({ environment: ksef.emulator.environment, clock })
      .withAccessToken(() => ksef.accessToken)
      .inContext(seller);
    const how = { encryptor: ksef.encryptor, journal, runId, context: seller };
    ksef.emulator.control.addFault({ ...sending, kind: 'slow', ms: 1_000 });
    const stop = new AbortController();
    const watch = setInterval(() => accepted() === 1 && stop.abort(), 5);
    await collect(sendInvoices(ahead, some(1), { ...how, signal: stop.signal })).catch(() => {});
    clearInterval(watch);
    now -= 30 * 86_400_000;
    ksef.emulator.control.advanceClock(60_000);
    ksef.emulator.control.addFault({ ...listing, kind: 'html', times: 20 });
    const [result] = await collect(sendInvoices(ahead, some(1), how));
    expect(result).toMatchObject({ status: 'accepted', ksefNumber: numbers()[0]?.ksefNumber });
  });

  it.each([-40, 40, -200, 200])('finds by metadata by a clock that is wrong by %i days', async (days) => {
    const right = leapingClock();
    const clock = { ...right, now: () => right.now() + days * 86_400_000 };
    const wrong = createApi({ environment: ksef.emulator.environment, clock })
      .withAccessToken(() => ksef.accessToken)
      .inContext(seller);
    ksef.emulator.control.addFault({ ...sending, kind: 'cutAfter', times: 1 });
    ksef.emulator.control.addFault({ ...listing, kind: 'html', times: 40 });
    const [result] = await collect(sendInvoices(wrong, some(1), { encryptor: ksef.encryptor }));
    expect(result).toMatchObject({ status: 'accepted', ksefNumber: numbers()[0]?.ksefNumber });
    expect(accepted()).toBe(1);
  });

  it.each([-3, 3])('sends in one session by a clock that is wrong by %i days', async (days) => {
    const right = leapingClock();
    const clock = { ...right, now: () => right.now() + days * 86_400_000 };
    const api = createApi({ environment: ksef.emulator.environment, clock })
      .withAccessToken(() => ksef.accessToken)
      .inContext(seller);
    const results = await collect(sendInvoices(api, some(3), { encryptor: ksef.encryptor }));
    expect(results.map(({ status }) => status)).toEqual(Array(3).fill('accepted'));
    expect(happened('session-opened')).toHaveLength(1);
  });

  it('opens one session, not one for each invoice, when the disk is full, and closes it', async () => {
    const full = brokenJournal('session-opened');
    const results = await collect(send(some(5), { journal: full }));
    expect(results.map(({ status }) => status)).toEqual(Array(5).fill('failed'));
    expect(happened('session-opened')).toHaveLength(1);
    expect(happened('session-closed')).toHaveLength(1);
    expect(accepted()).toBe(0);
  });

  it('keeps the results when the journal cannot be closed, and warns', async () => {
    const stuck: SessionJournal = {
      ...journal,
      async open(id, options) {
        const run = await journal.open(id, options);
        const close = async () => {
          await run.close();
          throw new Error('the database is away');
        };
        return { entries: (how) => run.entries(how), append: (lines) => run.append(lines), close };
      },
    };
    expect(await collect(send(some(1), { journal: stuck }))).toMatchObject([{ status: 'accepted' }]);
    expect(events).toContainEqual({ type: 'warning', message: expect.stringContaining('is away') });
  });

  it('does not take a gateway’s 404 page for a session without the invoice', async () => {
    ksef.emulator.control.addFault({ ...sending, kind: 'slow', ms: 1_000 });
    await interrupted(some(1), () => accepted() === 1);
    ksef.emulator.control.addFault({ path: '/sessions/*', kind: 'html', status: 404, times: 3 });
    ksef.emulator.control.addFault({ path: '/invoices/query/metadata', kind: 'html', times: 40 });
    expect(await collect(send(some(1)))).toMatchObject([{ error: { code: 'UNKNOWN_OUTCOME' } }]);
    ksef.emulator.control.clearFaults();
    expect(await collect(send(some(1)))).toMatchObject([{ status: 'accepted' }]);
    expect(accepted()).toBe(1);
  });

  it('calls the same content in another run a duplicate, and gives the original’s number', async () => {
    const [first] = await collect(send(some(1)));
    const [second] = await collect(send(some(1), { runId: 'run/2' }));
    expect(second).toMatchObject({ status: 'duplicate', sameContent: true, ksefNumber: first?.ksefNumber });
    expect(await collect(send(some(1), { runId: 'run/2' }))).toMatchObject([{ status: 'duplicate' }]);
    expect(accepted()).toBe(2);
  });

  it('waits longer each time when sessions opened one after another turn 415 at once', async () => {
    ksef.emulator.control.breakSessions('becomes415', 4);
    const results = await collect(send(some(3), { ...alone, concurrency: 1 }));
    expect(results.map(({ status }) => status)).toEqual(Array(3).fill('accepted'));
    expect(happened('session-opened')).toHaveLength(5);
    const waits = events.flatMap((event) =>
      event.type === 'waiting' && event.what === 'a usable session' ? [event.waitMs] : [],
    );
    expect(waits).toHaveLength(3);
    expect(waits.at(-1)).toBeGreaterThan(2 * (waits[0] ?? 0));
    expect(numbers()).toHaveLength(3);
  });

  it('tells how long everything took', async () => {
    const slow = leapingClock();
    const api = createApi({ environment: ksef.emulator.environment, clock: slow })
      .withAccessToken(() => ksef.accessToken)
      .inContext(seller);
    ksef.emulator.control.addFault({ ...sending, kind: 'rateLimit', retryAfter: 40 });
    const onEvent = (event: SessionEvent) => events.push(event);
    const options = { encryptor: ksef.encryptor, maxInvoicesPerSession: 1, concurrency: 1, onEvent };
    await collect(sendInvoices(api, [...some(2), { content: '<a/>' }], options));
    const of = (type: SessionEvent['type']) => events.filter((event) => event.type === type);
    for (const type of ['session-opened', 'session-closed', 'invoice-sent', 'invoice-processed'] as const)
      expect(of(type)).toEqual(Array(2).fill(expect.objectContaining({ durationMs: expect.any(Number) })));
    expect(of('session-rotated')).toMatchObject([{ reason: 'full', durationMs: expect.any(Number) }]);
    expect(of('invoice-processed')[0]).toMatchObject({ code: 200 });
    const finished = of('invoice-finished') as Extract<SessionEvent, { type: 'invoice-finished' }>[];
    expect(finished.sort((one, other) => one.index - other.index)).toMatchObject([
      { index: 0, status: 'accepted', ksefNumber: expect.any(String), errorCode: undefined },
      { index: 1, status: 'accepted' },
      { index: 2, status: 'failed', ksefNumber: undefined, errorCode: 'NOT_AN_INVOICE' },
    ]);
    const [whole] = of('sending-finished') as Extract<SessionEvent, { type: 'sending-finished' }>[];
    expect(whole).toMatchObject({ accepted: 2, duplicate: 0, rejected: 0, failed: 1 });
    expect(whole?.durationMs).toBeGreaterThan(40_000);
    expect(whole?.durationMs).toBeLessThan(120_000);
  });
});
