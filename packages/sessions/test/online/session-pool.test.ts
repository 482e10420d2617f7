import { KsefApiError, RateLimitError } from '@ksef/core';
import { readInvoice } from '@ksef/documents';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeSession, type SessionEvent } from '../../src/index.js';
import { type SessionObserver, SessionPool } from '../../src/online/session-pool.js';
import { invoiceXml, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

const sending = { method: 'POST', path: '/sessions/online/{referenceNumber}/invoices' } as const;
const opening = { method: 'POST', path: '/sessions/online' } as const;
const closing = { method: 'POST', path: '/sessions/online/{referenceNumber}/close' } as const;
const refusal = (code: number, status = 400) => ({ kind: 'error', status, code }) as const;
let ksef: TestKsef;
let events: SessionEvent[];
let left: string[];

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
afterAll(() => ksef.emulator.close());
beforeEach(() => {
  ksef.emulator.control.reset();
  events = [];
  left = [];
});

const encode = (text: string) => new TextEncoder().encode(text);
const fa3 = (number: string) => encode(invoiceXml(number));
const fa2 = (number: string) =>
  encode(
    invoiceXml(number)
      .replace('http://crd.gov.pl/wzor/2025/06/25/13775/', 'http://crd.gov.pl/wzor/2023/06/29/12648/')
      .replace('FA (3)', 'FA (2)')
      .replace('<WariantFormularza>3', '<WariantFormularza>2'),
  );
const newPool = (maxInvoices = 10_000, record?: SessionObserver) => {
  const options = { encryptor: ksef.encryptor, onEvent: (event: SessionEvent) => events.push(event) };
  return new SessionPool(ksef.api, options, maxInvoices, record);
};
const send = (pool: SessionPool, content: Uint8Array, options = {}) =>
  pool.send(readInvoice(content), content, options, async (session) => {
    left.push(session);
  });
const addFault = (fault: Parameters<TestKsef['emulator']['control']['addFault']>[0]) =>
  ksef.emulator.control.addFault(fault);
const of = <T extends SessionEvent['type']>(type: T) =>
  events.filter((event): event is Extract<SessionEvent, { type: T }> => event.type === type);
const sessions = (type: 'session-opened' | 'session-closed') =>
  events.flatMap((event) => (event.type === type ? [event.referenceNumber] : []));
const rotations = () => of('session-rotated').map(({ reason }) => reason);
const pauses = () =>
  of('waiting')
    .filter(({ what }) => what === 'a usable session')
    .map(({ waitMs }) => waitMs);

describe('SessionPool', () => {
  it('has one session for each form, and puts into it what it takes and no more', async () => {
    const pool = newPool(2);
    const sent = [];
    for (const content of [fa3('1'), fa2('2'), fa3('3'), fa3('4'), fa2('5')])
      sent.push(await send(pool, content));
    const [first, other, third, fourth, fifth] = sent.map((one) => one.sessionReferenceNumber);
    expect([third, fifth]).toEqual([first, other]);
    expect(new Set([first, other, fourth]).size).toBe(3);
    expect(rotations()).toEqual(['full']);
    expect(of('session-rotated')[0]).toMatchObject({
      referenceNumber: first,
      durationMs: expect.any(Number),
    });
    expect(left).toEqual(sent.map((one) => one.sessionReferenceNumber));
  });

  it('opens one session for all that find the last one full', async () => {
    const pool = newPool(2);
    for (const number of ['1', '2']) await send(pool, fa3(number));
    const both = await Promise.all([send(pool, fa3('3')), send(pool, fa3('4'))]);
    expect(new Set(both.map((one) => one.sessionReferenceNumber)).size).toBe(1);
    expect(sessions('session-opened')).toHaveLength(2);
  });

  it('knows what its sends became, in all of its sessions', async () => {
    const pool = newPool(1);
    const [first, second] = [await send(pool, fa3('1')), await send(pool, fa3('2'))];
    for (const { sessionReferenceNumber, referenceNumber } of [first, second])
      expect(pool.hasSent(sessionReferenceNumber, referenceNumber)).toBe(true);
    expect(pool.hasSent(first.sessionReferenceNumber, second.referenceNumber)).toBe(false);
    expect(pool.hasSent('another', first.referenceNumber)).toBe(false);
  });

  it('goes to another session when one was closed elsewhere, at once', async () => {
    const pool = newPool();
    const { sessionReferenceNumber } = await send(pool, fa3('1'));
    await closeSession(ksef.api, sessionReferenceNumber);
    const moved = await send(pool, fa3('2'));
    expect(moved.sessionReferenceNumber).not.toBe(sessionReferenceNumber);
    expect(moved.sends).toBe(2);
    expect(rotations()).toEqual(['finished']);
    expect(pauses()).toEqual([]);
    expect(left.slice(1)).toEqual([sessionReferenceNumber, moved.sessionReferenceNumber]);
  });

  it('waits longer before each further session, once a second one would not take it either', async () => {
    addFault({ ...sending, ...refusal(21184), times: 4 });
    const { sends } = await send(newPool(), fa3('1'));
    expect(sends).toBe(5);
    expect(rotations()).toEqual(Array(4).fill('KSeF takes no more in it for now'));
    expect(pauses()).toEqual([5_000, 7_500, 11_250]);
  });

  it('waits out a limit on sending, told once for all that wait, and goes on in the same session', async () => {
    const pool = newPool();
    const first = await send(pool, fa3('1'));
    addFault({ ...sending, kind: 'rateLimit', retryAfter: 90 });
    const sent = await Promise.all([send(pool, fa3('2')), send(pool, fa3('3'))]);
    expect(new Set(sent.map((one) => one.sessionReferenceNumber))).toEqual(
      new Set([first.sessionReferenceNumber]),
    );
    expect(of('waiting')).toEqual([
      { type: 'waiting', what: "KSeF's request limit", waitMs: expect.any(Number) },
    ]);
    expect(rotations()).toEqual([]);
  });

  it('passes on what is no reason to go elsewhere', async () => {
    const pool = newPool();
    addFault({ ...sending, ...refusal(21405) });
    await expect(send(pool, fa3('1'))).rejects.toSatisfy(
      (error) => error instanceof KsefApiError && error.hasCode(21405),
    );
    await send(pool, fa3('1'));
    expect([rotations(), sessions('session-opened').length]).toEqual([[], 1]);
  });

  it('passes on a limit of which KSeF does not say how long it lasts', async () => {
    for (const fault of [opening, sending]) {
      const pool = newPool();
      addFault({ ...fault, kind: 'rateLimit', retryAfter: 'soon', times: 9 });
      const error = await send(pool, fa3('1')).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(RateLimitError);
      expect(error).toMatchObject({ retryAfterMs: undefined });
      ksef.emulator.control.clearFaults();
    }
  });

  it('opens again for the next when an opening has failed', async () => {
    const pool = newPool();
    addFault({ ...opening, ...refusal(21405) });
    const both = await Promise.allSettled([send(pool, fa3('1')), send(pool, fa3('2'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(left).toEqual([]);
    await send(pool, fa3('1'));
    expect(sessions('session-opened')).toHaveLength(1);
  });

  it('says of an invoice that it was not sent when an opening had no answer', async () => {
    addFault({ ...opening, kind: 'errorAfter', status: 504, times: 9 });
    await expect(send(newPool(), fa3('1'))).rejects.toMatchObject({
      code: 'SESSION_NOT_OPENED',
      cause: { code: 'UNKNOWN_OUTCOME' },
    });
  });

  it('gives up when six sessions one after another take nothing', async () => {
    addFault({ ...sending, ...refusal(21184), times: 20 });
    const given = send(newPool(), fa3('1'));
    await expect(given).rejects.toMatchObject({ status: 400, errors: [{ code: 21184 }] });
    expect([new Set(left).size, rotations().length, pauses().length]).toEqual([6, 5, 4]);
  });

  it('waits for the limit of openings, and has sent nothing before', async () => {
    addFault({ ...opening, kind: 'rateLimit', retryAfter: 90, times: 1 });
    const pool = newPool();
    const sent = await Promise.all([fa3('1'), fa3('2'), fa3('3')].map((content) => send(pool, content)));
    expect(sent.map(({ sends }) => sends)).toEqual([1, 1, 1]);
    // One wait for all, told once.
    expect(of('waiting')).toMatchObject([{ what: "KSeF's request limit", waitMs: 90_000 }]);
    expect(left).toHaveLength(3);
  });

  it('opens another before the time of a session is up, by a clock that is right', async () => {
    let aheadMs = 0;
    const clock = { ...ksef.api.clock, now: () => Date.now() + aheadMs };
    const options = { encryptor: ksef.encryptor, onEvent: (event: SessionEvent) => events.push(event) };
    const pool = new SessionPool({ ...ksef.api, clock }, options, 10_000);
    for (const hours of [0, 11, 11.9]) {
      aheadMs = hours * 3_600_000;
      await send(pool, fa3(String(hours)));
    }
    expect(rotations()).toEqual(['its time is up']);
    // This one seems to end before it begins: KSeF's word counts.
    expect(new Set(left).size).toBe(2);
    aheadMs = 48 * 3_600_000;
    const wrong = new SessionPool({ ...ksef.api, clock }, options, 10_000);
    for (const number of ['1', '2']) await send(wrong, fa3(number));
    expect([rotations().length, new Set(left).size]).toEqual([1, 3]);
  });

  it('leaves a session when it is told to, and only that', async () => {
    const pool = newPool();
    const content = fa3('1');
    const { formCode } = readInvoice(content);
    await pool.retire(formCode, 'none', 'there is none');
    const { sessionReferenceNumber } = await send(pool, content);
    await pool.retire(formCode, 'another', 'it is not it');
    await pool.retire(readInvoice(fa2('1')).formCode, sessionReferenceNumber, 'of another form');
    expect((await send(pool, fa3('2'))).sessionReferenceNumber).toBe(sessionReferenceNumber);
    for (let twice = 0; twice < 2; twice++) await pool.retire(formCode, sessionReferenceNumber, '500 Błąd');
    expect((await send(pool, fa3('3'))).sessionReferenceNumber).not.toBe(sessionReferenceNumber);
    expect(rotations()).toEqual(['500 Błąd']);
  });

  it('closes every session that it has opened, and tells of those that it cannot close', async () => {
    const pool = newPool(1);
    for (const number of ['1', '2', '3']) await send(pool, fa3(number));
    const [first, second, third] = left;
    expect(pool.stillOpen).toEqual(left);
    addFault({ ...closing, kind: 'rateLimit', retryAfter: 90 });
    await pool.closeAll({});
    // All of one context share the limit.
    expect(pool.stillOpen).toEqual(of('session-left-open').map(({ referenceNumber }) => referenceNumber));
    expect(of('session-left-open')[0]).toEqual({
      type: 'session-left-open',
      referenceNumber: first,
      systemCode: 'FA (3)',
      validUntil: expect.stringMatching(/^2\d{3}-/),
      reason: expect.stringContaining('429'),
      retryAfterMs: 90_000,
    });
    await ksef.api.clock.sleep(90_000);
    addFault({ ...closing, ...refusal(21405) });
    await pool.closeAll({});
    expect(pool.stillOpen.length).toBeLessThanOrEqual(1);
    expect(of('session-left-open').at(-1)?.retryAfterMs).toBeUndefined();
    await pool.closeAll({});
    expect(pool.stillOpen).toEqual([]);
    expect(new Set(sessions('session-closed'))).toEqual(new Set([first, second, third]));
  });

  it('takes a session for closed although the journal cannot note it, and says so', async () => {
    const record = { opened: async () => {}, closed: () => Promise.reject(new Error('no space left')) };
    const pool = newPool(10, record);
    await send(pool, fa3('1'));
    await pool.closeAll({});
    expect(pool.stillOpen).toEqual([]);
    expect(of('warning').map(({ message }) => message)).toEqual([
      expect.stringMatching(/note that a session was closed: Error: no space left/),
    ]);
  });

  it('sends nothing into a session that the journal does not know, and opens no other meanwhile', async () => {
    let isFull = true;
    const known: string[] = [];
    const record: SessionObserver = {
      async opened({ referenceNumber }) {
        if (isFull) throw new Error('no space left');
        known.push(referenceNumber);
      },
      closed: async () => {},
    };
    const pool = newPool(1, record);
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(send(pool, fa3('1'))).rejects.toThrow('no space left');
    isFull = false;
    await send(pool, fa3('1'));
    await send(pool, fa3('2'));
    expect(sessions('session-opened')).toEqual(known);
    expect(known).toHaveLength(2);
    expect(left).toEqual(known);
  });

  it('needs no observer', async () => {
    const record = { opened: async () => {}, closed: () => Promise.reject(new Error('no space left')) };
    const pool = new SessionPool(ksef.api, { encryptor: ksef.encryptor }, 1, record);
    addFault({ ...sending, ...refusal(21184), times: 2 });
    await send(pool, fa3('1'));
    addFault({ ...closing, ...refusal(21405) });
    await pool.closeAll({});
    expect(pool.stillOpen).toHaveLength(1);
  });
});
