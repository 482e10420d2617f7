import { systemClock } from '@ksef/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type InvoiceInput,
  type SendInvoicesOptions,
  type SessionEvent,
  sendInvoices,
} from '../../src/index.js';
import { collect, invoiceXml, startKsef, type TestKsef } from '../support/ksef.js';

const sending = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
let ksef: TestKsef;
let events: SessionEvent[];

beforeEach(async () => {
  ksef = await startKsef();
  events = [];
});

afterEach(async () => {
  await ksef.emulator.close();
});

const send = (
  source: Iterable<InvoiceInput> | AsyncIterable<InvoiceInput>,
  options: Partial<SendInvoicesOptions> = {},
) =>
  sendInvoices(ksef.api, source, {
    encryptor: ksef.encryptor,
    onEvent: (event) => events.push(event),
    ...options,
  });
const some = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}`, content: invoiceXml(`A/${index}`) }));
const opened = () => ksef.emulator.control.events('session-opened').length;
const accepted = () => ksef.emulator.control.events('invoice-accepted').length;

describe('sendInvoices', () => {
  it('reads the list of a long session on from where all was judged, not from its start each time', async () => {
    const own = await startKsef(systemClock);
    const places: (string | undefined)[] = [];
    const api: TestKsef['api'] = {
      ...own.api,
      request(operation, input, options) {
        if (operation.id === 'listSessionInvoices')
          places.push(input.continuationToken as string | undefined);
        return own.api.request(operation, input, options);
      },
    };
    const source = Array.from({ length: 900 }, (_, index) => ({ content: invoiceXml(`L/${index}`) }));
    const results = await collect(sendInvoices(api, source, { encryptor: own.encryptor, window: 100 }));
    await own.emulator.close();
    expect(results.filter(({ status }) => status === 'accepted')).toHaveLength(900);
    const later = places.slice(Math.ceil(places.length / 2));
    expect(later.filter((place) => place === undefined).length).toBeLessThan(later.length / 3);
  }, 60_000);

  it('gives one result an input, in order, with receipts when asked for', async () => {
    const results = await collect(send(some(60), { withUpo: true }));
    expect(results.map(({ name }) => name)).toEqual(some(60).map(({ name }) => name));
    expect(new Set(results.map(({ ksefNumber }) => ksefNumber)).size).toBe(60);
    expect(results.every(({ status, upo }) => status === 'accepted' && upo !== undefined)).toBe(true);
    expect(opened()).toBe(1);
    expect(ksef.emulator.control.events('session-closed')).toHaveLength(1);
  });

  it('lets one bad input not stop the others', async () => {
    const results = await collect(
      send(
        [
          { content: '<a/>' },
          { content: invoiceXml('A/1') },
          { content: invoiceXml('A/2', { date: '2099-01-01' }) },
          { content: invoiceXml('A/1', { note: 'other' }) },
        ],
        { concurrency: 1 },
      ),
    );
    expect(results.map(({ status }) => status)).toEqual(['failed', 'accepted', 'rejected', 'duplicate']);
    expect(results[0]?.error).toMatchObject({ code: 'NOT_AN_INVOICE' });
    expect(results[2]?.ksefStatus?.details?.length).toBeGreaterThan(0);
    expect(results[3]?.ksefNumber).toBe(results[1]?.ksefNumber);
  });

  it('keeps the KSeF number of an accepted invoice whose receipt cannot be had, and survives its observer', async () => {
    ksef.emulator.control.addFault({
      path: '/sessions/{referenceNumber}/invoices/ksef/{ksefNumber}/upo',
      kind: 'html',
      times: 20,
    });
    const onEvent = () => {
      throw new Error('observer');
    };
    const [result] = await collect(send(some(1), { withUpo: true, onEvent }));
    expect(result).toMatchObject({
      status: 'accepted',
      ksefNumber: expect.any(String),
      error: expect.any(Error),
    });
  });

  it('opens another session when one is full', async () => {
    const results = await collect(send(some(7), { maxInvoicesPerSession: 3 }));
    expect(results.every(({ status }) => status === 'accepted')).toBe(true);
    expect(opened()).toBe(3);
  });

  it.each(['unavailable21184', 'becomes415'] as const)('goes on in another session (%s)', async (kind) => {
    ksef.emulator.control.breakSessions(kind);
    const results = await collect(send(some(6)));
    expect(results.every(({ status }) => status === 'accepted')).toBe(true);
    expect(opened()).toBe(2);
    expect(events.filter(({ type }) => type === 'session-rotated')).toHaveLength(1);
    expect(accepted()).toBe(6);
  });

  it('sends nothing twice when answers are lost', async () => {
    ksef.emulator.control.addFault({ ...sending, kind: 'cutAfter', times: 5, skip: 3 });
    ksef.emulator.control.addFault({ ...sending, kind: 'cutBefore', times: 3, skip: 10 });
    const results = await collect(send(some(30)));
    expect(results.every(({ status }) => status === 'accepted')).toBe(true);
    expect(accepted()).toBe(30);
  });

  it('waits for KSeF to judge slowly', async () => {
    ksef.emulator.control.setProcessingDelay(150);
    const results = await collect(send(some(12)));
    expect(results.every(({ status }) => status === 'accepted')).toBe(true);
  });

  it('takes no more inputs than the window holds', async () => {
    let pulled = 0;
    let yielded = 0;
    async function* source() {
      for (const input of some(40)) {
        pulled++;
        expect(pulled - yielded).toBeLessThanOrEqual(12);
        yield input;
      }
    }
    for await (const result of send(source(), { window: 10 })) {
      expect(result.status).toBe('accepted');
      yielded++;
    }
    expect(yielded).toBe(40);
  });

  it('closes its sessions when the consumer stops early', async () => {
    for await (const result of send(some(20), { window: 5 })) if (result.index === 3) break;
    expect(ksef.emulator.control.events('session-closed')).toHaveLength(1);
    expect(accepted()).toBeLessThan(20);
  });

  it('ends with the reason of the caller’s signal', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const running = collect(send(some(50), { signal: controller.signal, concurrency: 1 }));
    setTimeout(() => controller.abort(reason), 30);
    await expect(running).rejects.toBe(reason);
  });

  it('refuses options that make no sense', async () => {
    await expect(collect(send(some(1), { concurrency: 0 }))).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      input: 'concurrency',
    });
  });
});
