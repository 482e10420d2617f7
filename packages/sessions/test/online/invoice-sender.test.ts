import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type InvoiceSender,
  memoryJournal,
  openSender,
  type SenderOptions,
  type SessionEvent,
  type SessionJournal,
} from '../../src/index.js';
import { invoiceXml, leapingClock, seller, startKsef, type TestKsef } from '../support/ksef.js';

const sending = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
const listing = { method: 'GET', path: '/sessions/{referenceNumber}/invoices' } as const;
const state = {
  method: 'GET',
  path: '/sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}',
} as const;
let ksef: TestKsef;
let journal: SessionJournal;
let events: SessionEvent[];
let open: InvoiceSender[];

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
beforeEach(async () => {
  for (const sender of open ?? []) await sender.close({ signal: AbortSignal.abort() });
  ksef.emulator.control.reset();
  journal = memoryJournal();
  events = [];
  open = [];
});
afterAll(() => ksef.emulator.close());

async function sender(options: Partial<SenderOptions> = {}): Promise<InvoiceSender> {
  const made = await openSender(ksef.api, {
    encryptor: ksef.encryptor,
    context: seller,
    onEvent: (event) => events.push(event),
    ...options,
  });
  open.push(made);
  return made;
}
const journaled = (options: Partial<SenderOptions> = {}) => sender({ journal, runId: 'shop', ...options });
const order = (number: string) => ({ name: `order ${number}`, content: invoiceXml(number) });
const happened = (type: string) => ksef.emulator.control.events(type);
const accepted = () => happened('invoice-accepted').length;
const untilTaken = (count: number) => expect.poll(accepted, { timeout: 10_000 }).toBe(count);

describe('openSender', () => {
  it('shares one session among all that comes, at once and later', async () => {
    const shop = await sender({ withUpo: true });
    const first = await Promise.all(['1', '2', '3'].map((number) => shop.send(order(number))));
    const later = await shop.send(order('4'));
    for (const result of [...first, later])
      expect(result).toMatchObject({ status: 'accepted', upo: expect.any(Uint8Array) });
    expect(first.map(({ name }) => name)).toEqual(['order 1', 'order 2', 'order 3']);
    expect(happened('session-opened')).toHaveLength(1);
    expect(happened('session-closed')).toHaveLength(0);
    await shop.close();
    expect(happened('session-closed')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ type: 'sending-finished', accepted: 4 });
  });

  it('gives a result when it is there, whatever else takes long', async () => {
    const shop = await sender();
    ksef.emulator.control.addFault({ ...sending, kind: 'delay', ms: 1_500 });
    const done: string[] = [];
    const slow = shop.send(order('slow')).then(() => done.push('slow'));
    await expect.poll(() => happened('fault').length).toBe(1);
    await shop.send(order('quick')).then(() => done.push('quick'));
    await slow;
    expect(done).toEqual(['quick', 'slow']);
  });

  it.each([
    ['was taken', 'cutAfter', 1],
    ['was not taken', 'cutBefore', 0],
  ] as const)('looks an invoice up before it leaves again: it %s', async (_, kind, before) => {
    const shop = await sender();
    await shop.send(order('0'));
    ksef.emulator.control.addFault({ ...sending, kind });
    ksef.emulator.control.addFault({ ...listing, kind: 'error', status: 503, times: 100 });
    ksef.emulator.control.addFault({
      path: '/invoices/query/metadata',
      kind: 'error',
      status: 503,
      times: 100,
    });
    const doubtful = await shop.send(order('1'));
    expect(doubtful).toMatchObject({ status: 'failed', error: { code: 'UNKNOWN_OUTCOME' } });
    expect(accepted()).toBe(1 + before);
    ksef.emulator.control.clearFaults();
    expect(await shop.send(order('1'))).toMatchObject({ status: 'accepted', name: 'order 1' });
    expect(accepted()).toBe(2);
  });

  it('asks again for a judgement that came too late, and sends nothing', async () => {
    const shop = await sender({ waitTimeoutMs: 500 });
    await shop.send(order('0'));
    ksef.emulator.control.addFault({ ...state, kind: 'error', status: 503, times: 1_000 });
    const late = await shop.send(order('1'));
    expect(late).toMatchObject({ status: 'failed', error: { code: 'WAIT_TIMEOUT' } });
    ksef.emulator.control.clearFaults();
    const then = await shop.send(order('1'));
    expect(then).toMatchObject({ status: 'accepted', referenceNumber: late.referenceNumber });
    expect(accepted()).toBe(2);
  });

  it('goes on after a process that gave up, with what it gives again', async () => {
    const shop = await journaled();
    await shop.send(order('done'));
    ksef.emulator.control.addFault({ ...state, kind: 'error', status: 503, times: 1_000 });
    const abandoned = shop.send(order('under way')).catch((error: unknown) => error);
    await untilTaken(2);
    await shop.close({ signal: AbortSignal.timeout(50) });
    expect(await abandoned).toMatchObject({ code: 'SENDER_CLOSED' });
    expect(happened('session-closed')).toHaveLength(0);
    ksef.emulator.control.clearFaults();

    const next = await journaled();
    expect(happened('session-closed')).toHaveLength(1);
    expect(await next.send(order('under way'))).toMatchObject({ status: 'accepted' });
    expect(await next.send(order('done'))).toMatchObject({ status: 'accepted' });
    expect(accepted()).toBe(2);
  });

  it('waits for what is under way when it closes, and takes no more', async () => {
    const shop = await sender();
    ksef.emulator.control.addFault({ ...sending, kind: 'delay', ms: 500 });
    const result = shop.send(order('1'));
    const closing = shop.close();
    await expect(shop.send(order('2'))).rejects.toMatchObject({ code: 'SENDER_CLOSED' });
    await Promise.all([closing, shop.close()]);
    expect(await result).toMatchObject({ status: 'accepted' });
    expect(happened('session-closed')).toHaveLength(1);
  });

  it('closes in a flush too, when it was closing without one', async () => {
    const shop = await sender();
    ksef.emulator.control.addFault({ ...state, kind: 'error', status: 503, times: 1_000 });
    const abandoned = shop.send(order('1')).catch((error: unknown) => error);
    await untilTaken(1);
    const patient = shop.close();
    await shop.close({ signal: AbortSignal.timeout(50) });
    await patient;
    expect(await abandoned).toMatchObject({ code: 'SENDER_CLOSED' });
  });

  it('lets a caller stop waiting without stopping the invoice', async () => {
    const shop = await sender();
    ksef.emulator.control.addFault({ ...sending, kind: 'delay', ms: 300 });
    const patience = AbortSignal.timeout(50);
    await expect(shop.send(order('1'), { signal: patience })).rejects.toMatchObject({ name: 'TimeoutError' });
    await shop.close();
    expect(accepted()).toBe(1);
  });

  it('leaves one process at a time the run, and a stand-in takes over', async () => {
    const shop = await journaled();
    await expect(journaled()).rejects.toMatchObject({ code: 'JOURNAL_IN_USE' });
    await shop.close();
    expect(await (await journaled()).send(order('1'))).toMatchObject({ status: 'accepted' });
  });

  it('gives bad input its own result, and refuses bad options', async () => {
    const shop = await sender();
    expect(await shop.send({ content: '<a/>' })).toMatchObject({ status: 'failed' });
    expect(await shop.send(order('1'))).toMatchObject({ status: 'accepted' });
    await expect(sender({ journal })).rejects.toMatchObject({ code: 'INVALID_OPTION', input: 'runId' });
    await expect(sender({ concurrency: 0 })).rejects.toMatchObject({ code: 'INVALID_OPTION' });
  });
});
