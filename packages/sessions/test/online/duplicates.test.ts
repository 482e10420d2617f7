import { formCodes, parseKsefNumber } from '@ksef/core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasSameContent } from '../../src/duplicates/same-content.js';
import {
  closeSession,
  type InvoiceInput,
  memoryJournal,
  openSession,
  type SendInvoicesOptions,
  type SessionEvent,
  sendInvoices,
} from '../../src/index.js';
import { resultFromStatus } from '../../src/online/result-from-status.js';
import { collect, invoiceXml, leapingClock, seller, startKsef, type TestKsef } from '../support/ksef.js';

const sending = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
const closing = { method: 'POST', path: '/sessions/online/{referenceNumber}/close' } as const;
const metadata = { method: 'POST', path: '/invoices/query/metadata' } as const;
const refused = { kind: 'error', status: 403, code: 21405 } as const;
const xml = invoiceXml('A/1');
let ksef: TestKsef;
/** What becomes of a downloaded invoice on its way. */
let onTheWay: (answer: Response) => Response | Promise<Response>;

beforeAll(async () => {
  ksef = await startKsef(leapingClock(), async (input, init) => {
    const answer = await fetch(input, init);
    return new URL(String(input)).pathname.includes('/invoices/ksef/') ? onTheWay(answer) : answer;
  });
});

beforeEach(() => {
  ksef.emulator.control.reset();
  onTheWay = (answer) => answer;
});

afterAll(async () => {
  await ksef.emulator.close();
});

const happened = (type: string) => ksef.emulator.control.events(type);
const send = (source: Iterable<InvoiceInput>, options: Partial<SendInvoicesOptions> = {}) =>
  collect(sendInvoices(ksef.api, source, { encryptor: ksef.encryptor, concurrency: 1, ...options }));

describe('a duplicate', () => {
  it('stays one although its first send, whose answer was lost, came in too: that was a duplicate as well', async () => {
    const [original] = await send([{ content: xml }]);
    ksef.emulator.control.addFault({ ...sending, kind: 'cutAfter' });
    ksef.emulator.control.breakSessions('listsNothing', 3);
    const [again] = await send([{ content: xml }]);
    expect(happened('invoice-accepted')).toHaveLength(3);
    expect(again).toMatchObject({ status: 'duplicate', sameContent: true, ksefNumber: original?.ksefNumber });
  });

  it('of which KSeF names no original is told as it is, without a question', async () => {
    const session = await openSession(ksef.api, { formCode: formCodes.fa3, encryptor: ksef.encryptor });
    const sent = { ...(await session.send(xml)), sends: 2 };
    const judged = { ...(await session.waitForInvoice(sent.referenceNumber)), ksefNumber: null };
    const before = happened('request').length;
    const outcome = await resultFromStatus(
      ksef.api,
      { ...sent, referenceNumber: 'another' },
      { ...judged, status: { code: 440, description: 'Duplikat faktury' } },
      { call: {}, checkDuplicates: true, sessions: new Set(), isOthers: () => false },
    );
    expect(outcome).toMatchObject({ status: 'duplicate', ksefNumber: undefined });
    expect(happened('request')).toHaveLength(before);
  });
});

describe('two inputs with the same bytes, in doubt since an earlier process', () => {
  it('do not get one record of KSeF’s: what it does not have is sent', async () => {
    const session = await openSession(ksef.api, { formCode: formCodes.fa3, encryptor: ksef.encryptor });
    const { invoiceHash: hash, referenceNumber } = await session.send(xml);
    const journal = memoryJournal();
    const run = await journal.open('run');
    const at = new Date().toISOString();
    const left = (id: number) => ({
      type: 'invoice-sending',
      id,
      hash,
      index: id,
      session: session.referenceNumber,
      at,
    });
    const { name: environment } = ksef.emulator.environment;
    await run.append([
      { type: 'run-started', environment, context: `Nip:${seller}` },
      { type: 'session-opened', session: session.referenceNumber, systemCode: 'FA (3)', validUntil: at, at },
      left(1),
      left(2),
    ]);
    await run.close();
    const results = await send([{ content: xml }, { content: xml }], {
      journal,
      runId: 'run',
      context: seller,
    });
    expect(results).toMatchObject([{ status: 'accepted', referenceNumber }, { status: 'duplicate' }]);
    expect(results[1]?.referenceNumber).not.toBe(referenceNumber);
    expect(happened('invoice-accepted')).toHaveLength(2);
    expect(happened('session-closed')).toHaveLength(2);
  });
});

describe('hasSameContent', () => {
  let ksefNumber: string;
  let hash: string;
  beforeEach(async () => {
    const [result] = await send([{ content: xml }]);
    ksefNumber = result?.ksefNumber ?? '';
    hash = result?.invoiceHash ?? '';
    parseKsefNumber(ksefNumber);
    ksef.emulator.control.advanceClock(60_000);
  });
  const ask = (invoiceHash: string, number = ksefNumber) => hasSameContent(ksef.api, number, invoiceHash, {});
  const other = 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=';

  it('compares the original itself, whether KSeF states its hash or not', async () => {
    ksef.emulator.control.addFault({ ...metadata, ...refused, times: 9 });
    expect([await ask(hash), await ask(other)]).toEqual([true, false]);
    onTheWay = async (answer) => new Response(await answer.arrayBuffer(), { status: answer.status });
    expect([await ask(hash), await ask(other)]).toEqual([true, false]);
  });

  it('does not believe a download that is not what KSeF says: then the metadata tell', async () => {
    onTheWay = async (answer) => new Response('<cut/>', { status: answer.status, headers: answer.headers });
    expect([await ask(hash), await ask(other)]).toEqual([true, false]);
    ksef.emulator.control.addFault({ ...metadata, ...refused });
    expect(await ask(hash)).toBeUndefined();
  });

  it('knows nothing of a number that KSeF does not have', async () => {
    const unknown = '5251230007-20260201-FFFFFFFFFFFF-CA';
    expect(await ask(hash, unknown)).toBeUndefined();
  });

  it('ends with the caller’s signal, and calls nothing unknown then', async () => {
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    await expect(hasSameContent(ksef.api, ksefNumber, hash, { signal })).rejects.toBe(reason);
  });
});

describe('closeSession', () => {
  const open = () => openSession(ksef.api, { formCode: formCodes.fa3, encryptor: ksef.encryptor });

  it('tries six times, tells of each wait, and says then that it does not know', async () => {
    const { referenceNumber } = await open();
    ksef.emulator.control.addFault({ ...closing, kind: 'cutBefore', times: 20 });
    const events: SessionEvent[] = [];
    await expect(
      closeSession(ksef.api, referenceNumber, { onEvent: (event) => events.push(event) }),
    ).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME' });
    expect(happened('fault')).toHaveLength(6);
    expect(events).toEqual(
      Array(5).fill({
        type: 'waiting',
        what: 'a session that is not closed yet',
        waitMs: expect.any(Number),
      }),
    );
    ksef.emulator.control.clearFaults();
    ksef.emulator.control.addFault({ ...closing, kind: 'cutBefore' });
    await closeSession(ksef.api, referenceNumber);
    expect(happened('session-closed')).toHaveLength(1);
  });

  it('is content with a session that KSeF has begun to close', async () => {
    const session = await open();
    await session.send(xml);
    ksef.emulator.control.breakSessions('hangOnClose');
    ksef.emulator.control.addFault({ ...closing, kind: 'cutAfter' });
    await closeSession(ksef.api, session.referenceNumber);
    expect((await session.status()).status.code).toBe(170);
    expect(happened('session-closed')).toHaveLength(1);
    // The one that was cut; a second would have been answered.
    expect(happened('fault')).toHaveLength(1);
    expect(happened('request').filter(({ path }) => path === closing.path)).toHaveLength(0);
  });
});
