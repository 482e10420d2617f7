import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
} from '../src/index.js';
import { collect, invoiceXml, leapingClock, seller, startKsef, type TestKsef } from './support/ksef.js';

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
    const first = await collect(send(source, { concurrency: 1, upo: true }));
    expect(first.map(({ status }) => status)).toEqual([
      ...Array(5).fill('accepted'),
      'duplicate',
      'rejected',
      'failed',
    ]);
    const before = [accepted(), happened('session-opened').length];
    const again = await collect(send(source, { upo: true }));
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
    expect((await entries()).filter(({ type }) => type === 'invoice-leaving')).toHaveLength(2);
    expect(accepted()).toBe(1 + taken);
    const results = await collect(send(some(2)));
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(accepted()).toBe(2);
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
    const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const broken: SessionJournal = {
      ...journal,
      async open(id, options) {
        const run = await journal.open(id, options);
        const append: typeof run.append = async (lines, how) => {
          if (lines.some(({ type }) => type === 'invoice-leaving')) throw full;
          return run.append(lines, how);
        };
        return { entries: (how) => run.entries(how), append, close: () => run.close() };
      },
    };
    const results = await collect(send(some(2), { journal: broken }));
    expect(results.map(({ status, error }) => [status, error])).toEqual(Array(2).fill(['failed', full]));
    expect(accepted()).toBe(0);
  });

  it('keeps KSeF’s word when the journal cannot keep it, and warns', async () => {
    const broken: SessionJournal = {
      ...journal,
      async open(id, options) {
        const run = await journal.open(id, options);
        const append: typeof run.append = async (lines, how) => {
          if (lines.some(({ type }) => type === 'invoice-finished')) throw new Error('no space left');
          return run.append(lines, how);
        };
        return { entries: (how) => run.entries(how), append, close: () => run.close() };
      },
    };
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
      send(some(1), { journal: undefined, runId: undefined, timeoutMs: 300, upo: true }),
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
