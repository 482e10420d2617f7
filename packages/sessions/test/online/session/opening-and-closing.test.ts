import { createApi } from '@ksef/api';
import { formCodes, UnknownOutcomeError } from '@ksef/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  closeSession,
  openSession,
  resumeSession,
  type SessionEvent,
  sendInvoices,
  sessionUpo,
  waitForSession,
} from '../../../src/index.js';
import { collect, hastyClock, invoiceXml, seller, startKsef, type TestKsef } from '../../support/ksef.js';

const opening = { method: 'POST', path: '/sessions/online' } as const;
const closing = { method: 'POST', path: '/sessions/online/{referenceNumber}/close' } as const;
let ksef: TestKsef;
let storage: 'works' | 'fails' | 'truncates';
let downloads: Request[];

beforeEach(async () => {
  storage = 'works';
  downloads = [];
  ksef = await startKsef(hastyClock, async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.includes('/_storage/')) return fetch(input, init);
    downloads.push(request);
    if (storage === 'fails') return new Response('<Error/>', { status: 403 });
    const response = await fetch(input, init);
    if (storage === 'works') return response;
    return new Response((await response.arrayBuffer()).slice(0, 100), response);
  });
});

afterEach(async () => {
  await ksef.emulator.close();
});

const open = (onEvent?: (event: SessionEvent) => void) =>
  openSession(ksef.api, { formCode: formCodes.fa3, encryptor: ksef.encryptor, onEvent });
const requests = (path: string) =>
  ksef.emulator.control.events('request').filter((event) => event.path === path).length;

describe('openSession', () => {
  it('opens another session when an answer is lost: the lost one has nothing', async () => {
    ksef.emulator.control.addFault({ ...opening, kind: 'cutAfter' });
    ksef.emulator.control.addFault({ ...opening, kind: 'error', status: 503 });
    const session = await open();
    expect((await session.status()).status.code).toBe(100);
    expect(ksef.emulator.control.events('session-opened')).toHaveLength(2);
  });

  it('gives up on a KSeF that answers nothing', async () => {
    ksef.emulator.control.addFault({ ...opening, kind: 'html', times: 3 });
    await expect(open()).rejects.toBeInstanceOf(UnknownOutcomeError);
    await open();
  });
});

describe('closeSession', () => {
  it('closes a session that another process opened, and again without harm', async () => {
    const { referenceNumber } = await open();
    ksef.emulator.control.addFault({ ...closing, kind: 'cutAfter' });
    await closeSession(ksef.api, referenceNumber);
    await closeSession(ksef.api, referenceNumber);
    expect(ksef.emulator.control.events('session-closed')).toHaveLength(1);
  });

  it('repeats a close that never arrived', async () => {
    const { referenceNumber } = await open();
    ksef.emulator.control.addFault({ ...closing, kind: 'cutBefore', times: 2 });
    await closeSession(ksef.api, referenceNumber);
    expect(ksef.emulator.control.events('session-closed')).toHaveLength(1);
  });

  it('closes in the end although KSeF is away after the first try, and cannot be asked', async () => {
    const { referenceNumber } = await open();
    ksef.emulator.control.addFault({ ...closing, kind: 'cutBefore' });
    ksef.emulator.control.addFault({
      kind: 'error',
      status: 503,
      path: '/sessions/{referenceNumber}',
      times: 6,
    });
    await closeSession(ksef.api, referenceNumber);
    expect(ksef.emulator.control.events('session-closed')).toHaveLength(1);
  });

  it('leaves a close unclear that KSeF tells nothing about', async () => {
    const { referenceNumber } = await open();
    ksef.emulator.control.addFault({ ...closing, kind: 'cutAfter' });
    ksef.emulator.control.addFault({ kind: 'error', status: 403, path: '/sessions/{referenceNumber}' });
    await expect(closeSession(ksef.api, referenceNumber)).rejects.toMatchObject({ code: 'UNKNOWN_OUTCOME' });
  });

  it('refuses what is no reference number', async () => {
    await expect(closeSession(ksef.api, '../x')).rejects.toMatchObject({ code: 'INVALID_REFERENCE_NUMBER' });
  });
});

describe('sendInvoices, when KSeF takes no closing for an hour (429)', () => {
  const sendTwo = async () => {
    const events: SessionEvent[] = [];
    const onEvent = (event: SessionEvent) => void events.push(event);
    ksef.emulator.control.addFault({ ...closing, kind: 'rateLimit', retryAfter: 3_600, times: 1 });
    const source = [{ content: invoiceXml('C/1') }, { content: invoiceXml('C/2') }];
    const results = await collect(
      sendInvoices(ksef.api, source, { encryptor: ksef.encryptor, onEvent, withUpo: true }),
    );
    ksef.emulator.control.clearFaults();
    expect(results.map(({ status, upo }) => [status, upo !== undefined])).toEqual([
      ['accepted', true],
      ['accepted', true],
    ]);
    return { events, session: results[0]?.sessionReferenceNumber as string };
  };

  it('says which session is left open, until when, and how long KSeF asks to wait; it can be closed later', async () => {
    const { events, session } = await sendTwo();
    expect(events.filter(({ type }) => type === 'session-left-open')).toEqual([
      {
        type: 'session-left-open',
        referenceNumber: session,
        systemCode: 'FA (3)',
        validUntil: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        reason: expect.any(String),
        retryAfterMs: 3_600_000,
      },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'sending-finished', accepted: 2, openSessions: [session] });
    expect(events.filter(({ type }) => type === 'session-closed')).toEqual([]);
    // Another process, an hour later.
    const later = createApi({
      environment: ksef.emulator.environment,
      accessToken: () => ksef.accessToken,
      context: seller,
    });
    await closeSession(later, session);
    await waitForSession(later, session);
    const [page] = await collect(sessionUpo(later, session));
    expect(page?.document.invoices).toHaveLength(2);
  });

  it('loses nothing when nobody closes it: after 12 hours KSeF does, and gives the receipt', async () => {
    const { session } = await sendTwo();
    ksef.emulator.control.advanceClock(12 * 3_600_000 + 1_000);
    const later = await ksef.logIn();
    expect((await waitForSession(later, session)).status.code).toBe(200);
    const [page] = await collect(sessionUpo(later, session));
    expect(page?.document.invoices).toHaveLength(2);
  });

  it('names no session as open when all are closed', async () => {
    const events: SessionEvent[] = [];
    await collect(
      sendInvoices(ksef.api, [{ content: invoiceXml('C/3') }], {
        encryptor: ksef.encryptor,
        onEvent: (event) => void events.push(event),
      }),
    );
    expect(events.at(-1)).toMatchObject({ type: 'sending-finished', openSessions: [] });
  });
});

describe('resumeSession', () => {
  it('tells its observer what happens in the resumed session', async () => {
    const sealingKey = crypto.getRandomValues(new Uint8Array(32));
    const sealed = await (await open()).seal(sealingKey);
    const seen: string[] = [];
    const onEvent = ({ type }: SessionEvent) => {
      seen.push(type);
      throw new Error('the failure of an observer');
    };
    const resumed = await resumeSession(ksef.api, sealed, sealingKey, { onEvent });
    await resumed.send(invoiceXml('A/1'));
    await resumed.close();
    expect(seen).toEqual(['invoice-sent', 'session-closed']);
  });
});

describe('sessionUpo', () => {
  const byName = '/sessions/{referenceNumber}/upo/{upoReferenceNumber}';

  it.each([
    ['works', 0],
    ['fails', 1],
    ['truncates', 1],
  ] as const)(
    'takes the link of the status, and asks by name when that fails (it %s)',
    async (how, asked) => {
      storage = how;
      const session = await open();
      await session.send(invoiceXml('A/1'));
      await session.close();
      await session.waitUntilProcessed();
      const [upo] = await collect(sessionUpo(ksef.api, session.referenceNumber));
      expect(upo?.document.invoices).toHaveLength(1);
      expect(requests(byName)).toBe(asked);
      expect(downloads.length).toBeGreaterThan(0);
      for (const { headers } of downloads) expect(headers.has('authorization')).toBe(false);
    },
  );

  it('ends with the caller’s signal', async () => {
    const session = await open();
    await session.send(invoiceXml('A/1'));
    await session.close();
    await session.waitUntilProcessed();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(collect(sessionUpo(ksef.api, session.referenceNumber, { signal }))).rejects.toThrow(
      'enough',
    );
  });
});
