import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { memoryJournal, type SessionEvent, sendInvoices } from '../../src/index.js';
import { collect, invoiceXml, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

let ksef: TestKsef;
let events: SessionEvent[];
let series = 0;
/** What happens to requests on their way to KSeF. */
let change: (url: URL, init: RequestInit) => RequestInit | Response | undefined = () => undefined;

beforeAll(async () => {
  ksef = await startKsef(leapingClock(), async (input, init = {}) => {
    const changed = change(new URL(String(input)), init) ?? init;
    return changed instanceof Response ? changed : fetch(input, changed);
  });
});
afterAll(() => ksef.emulator.close());
beforeEach(() => {
  ksef.emulator.control.reset();
  events = [];
  change = () => undefined;
});

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');
const rotations = () => events.flatMap((event) => (event.type === 'session-rotated' ? [event.reason] : []));
const opened = () =>
  events.flatMap((event) => (event.type === 'session-opened' ? [event.referenceNumber] : []));
const sent = () => events.filter(({ type }) => type === 'invoice-sent').length;
const input = () => ({ content: invoiceXml(`G/${series++}`) });
const send = (source = [input()], options = {}) =>
  collect(
    sendInvoices(ksef.api, source, {
      encryptor: ksef.encryptor,
      onEvent: (event) => events.push(event),
      concurrency: 1,
      ...options,
    }),
  );

/**
 * Spoils the ciphertext of so many sends, so that KSeF cannot decrypt it: no whole blocks. All that is declared fits it.
 */
function spoil(times: number): void {
  change = ({ pathname }, init) => {
    if (init.method !== 'POST' || !/\/sessions\/online\/[^/]+\/invoices$/.test(pathname) || times-- <= 0)
      return undefined;
    const body = JSON.parse(String(init.body));
    const bytes = Buffer.alloc(body.encryptedInvoiceSize + 1, 7);
    return {
      ...init,
      body: JSON.stringify({
        ...body,
        encryptedInvoiceSize: bytes.length,
        encryptedInvoiceHash: hash(bytes),
        encryptedInvoiceContent: bytes.toString('base64'),
      }),
    };
  };
}

describe('an invoice that KSeF could not decrypt (435)', () => {
  it('is encrypted with another key and sent once more', async () => {
    spoil(1);
    const [result] = await send();
    expect(result).toMatchObject({ status: 'accepted', sessionReferenceNumber: opened()[1] });
    expect(rotations()).toEqual([expect.stringMatching(/^435 /)]);
    expect([opened().length, sent()]).toEqual([2, 2]);
  });

  it('is rejected when it cannot be decrypted then either', async () => {
    spoil(2);
    const [result] = await send();
    expect(result).toMatchObject({ status: 'rejected', ksefStatus: { code: 435 } });
    expect(sent()).toBe(2);
  });

  it('does not make the others wait or move: one session more for all', async () => {
    spoil(2);
    const results = await send([input(), input(), input(), input()]);
    expect(results.map(({ status }) => status)).toEqual(Array(4).fill('accepted'));
    expect(opened()).toHaveLength(2);
  });

  it('goes out once more in the next process too', async () => {
    const source = [input()];
    const run = { journal: memoryJournal(), runId: 'given up' };
    const stop = new AbortController();
    spoil(1);
    const first = sendInvoices(ksef.api, source, {
      encryptor: ksef.encryptor,
      ...run,
      signal: stop.signal,
      onEvent: ({ type }) => type === 'invoice-sent' && stop.abort(new Error('killed')),
    });
    await expect(collect(first)).rejects.toThrow('killed');
    expect(await send(source, run)).toMatchObject([{ status: 'accepted' }]);
    expect(sent()).toBe(1);
  });
});

describe('an invoice that KSeF gave up (550)', () => {
  it('goes to another session, and nothing more into the first', async () => {
    let given = 0;
    change = ({ pathname }, init) => {
      const [, session, reference] = /\/sessions\/([^/]+)\/invoices\/([^/]+)$/.exec(pathname) ?? [];
      if (session === undefined || init.method !== 'GET' || given++ > 0) return undefined;
      const status = { code: 550, description: 'Operacja została anulowana przez system' };
      const state = { ordinalNumber: 1, referenceNumber: reference, invoiceHash: hash(Buffer.from('x')) };
      const invoicingDate = '2026-02-01T10:00:00Z';
      return Response.json({ ...state, invoicingDate, status });
    };
    const [first] = await send();
    expect(opened()).toHaveLength(2);
    expect(rotations()).toEqual(['550 Operacja została anulowana przez system']);
    // This KSeF has the first all the same, and says so of the second.
    expect(first).toMatchObject({
      status: 'duplicate',
      sameContent: true,
      sessionReferenceNumber: opened()[1],
      originalSessionReferenceNumber: opened()[0],
    });
  });
});
