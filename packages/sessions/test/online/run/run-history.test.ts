import { KsefApiError } from '@ksef/core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FinishedInvoice } from '../../../src/invoice/invoice-result.js';
import { RunHistory, sendingTo } from '../../../src/online/run/run-history.js';
import { isSessionGone } from '../../../src/online/run/sending-run.js';

let history: RunHistory;
beforeEach(() => {
  history = new RunHistory();
});

const at = '2026-02-01T10:00:00.000Z';
const left = (id: number, hash: string, session: string) =>
  history.apply({ type: 'invoice-sending', id, hash, session, at, index: id });
const taken = (id: number, session: string, reference: string, sends = 1) =>
  history.apply({ type: 'invoice-sent', id, session, reference, sends });
const finished = (id: number, hash: string, result: FinishedInvoice) =>
  history.apply({ type: 'invoice-finished', id, hash, result });
const accepted = (ksefNumber: string, referenceNumber?: string): FinishedInvoice => ({
  status: 'accepted',
  ksefNumber,
  ...(referenceNumber && { referenceNumber }),
});

describe('RunHistory', () => {
  it('gives inputs with the same bytes what became of them in their order, each once', () => {
    for (const id of [1, 2, 3, 4]) left(id, 'h', 's');
    finished(3, 'h', accepted('three'));
    finished(1, 'h', accepted('one'));
    const given = [1, 2, 3, 4, 5].map(() => history.take('h'));
    expect(given).toMatchObject([
      { finished: accepted('one') },
      { pending: { id: 2 } },
      { finished: accepted('three') },
      { pending: { id: 4 } },
      { finished: undefined },
    ]);
    expect(given[0]?.pending).toBeUndefined();
    expect(given[1]?.finished).toBeUndefined();
    expect(given[4]?.pending).toBeUndefined();
    expect(history.take('other')).toEqual({ finished: undefined });
  });

  it('gives twins in the order of the source, in whatever order the journal tells of them', () => {
    for (const id of [5, 2, 9, 4]) left(id, 'h', `session ${id}`);
    expect([1, 2, 3, 4].map(() => history.take('h').pending?.id)).toEqual([2, 4, 5, 9]);
    const [two, four, five, nine] = [2, 4, 5, 9].map((id) => ({
      id,
      hash: 'h',
      session: `session ${id}`,
      earlierSessions: [],
      sends: 1,
    }));
    for (const one of [nine, two, five, four]) if (one !== undefined) history.putBack(one);
    expect([1, 2, 3, 4].map(() => history.take('h').pending?.id)).toEqual([2, 4, 5, 9]);
  });

  it('counts the inputs on their way that nobody has given again', () => {
    left(1, 'a', 's');
    left(2, 'b', 's');
    left(3, 'c', 's');
    finished(2, 'b', accepted('two'));
    expect(history.unclaimed).toBe(2);
    history.take('a');
    history.take('b');
    expect(history.unclaimed).toBe(1);
  });

  it('knows every session that an input has left for, the last apart', () => {
    for (const session of ['one', 'two', 'one', 'three']) left(7, 'h', session);
    expect(history.take('h').pending).toEqual({
      id: 7,
      hash: 'h',
      session: 'three',
      earlierSessions: ['two', 'one'],
      sends: 1,
    });
  });

  it('does not say of an input that left again that KSeF has it', () => {
    left(1, 'h', 'one');
    taken(1, 'one', 'r', 2);
    left(1, 'h', 'two');
    const { pending } = history.take('h');
    expect(pending).toMatchObject({ session: 'two', earlierSessions: ['one'], sends: 1 });
    expect(pending?.referenceNumber).toBeUndefined();
    expect(history.hasReference('r')).toBe(false);
  });

  it('keeps reference and sends of what was taken, and ignores what never left', () => {
    left(1, 'h', 'one');
    taken(1, 'two', 'r', 3);
    taken(9, 'two', 'stray');
    expect(history.take('h').pending).toMatchObject({ session: 'two', referenceNumber: 'r', sends: 3 });
    expect(history.hasReference('r')).toBe(true);
    expect(history.hasReference('stray')).toBe(false);
    expect(history.unclaimed).toBe(0);
  });

  it('tells what is a twin’s by its reference: on its way, at its end, or found', () => {
    expect(history.hasReference('nobody’s')).toBe(false);
    for (const id of [1, 2, 3]) left(id, 'h', 's');
    taken(2, 's', 'taken');
    finished(3, 'h', accepted('three', 'finished'));
    history.take('h');
    for (const known of ['taken', 'finished']) expect(history.hasReference(known)).toBe(true);
    expect(history.hasReference('found')).toBe(false);
    history.addReference('found');
    expect(history.hasReference('found')).toBe(true);
  });

  it('gives what was put back again, in order, once, and no other input its reference', () => {
    for (const id of [1, 2, 3]) left(id, 'h', 's');
    const [one, two] = [history.take('h').pending, history.take('h').pending];
    if (one === undefined || two === undefined) throw new Error('both have left');
    history.putBack({ ...two, referenceNumber: 'r2' });
    history.putBack(one);
    history.putBack(one);
    expect(history.unclaimed).toBe(3);
    expect(history.hasReference('r2')).toBe(true);
    expect([1, 2, 3, 4].map(() => history.take('h').pending?.id)).toEqual([1, 2, 3, undefined]);
    expect(history.unclaimed).toBe(0);
  });

  it('takes back an input of a run that has none on its way', () => {
    history.putBack(sendingTo('s', { id: 4, hash: 'h' }, undefined));
    expect(history.take('h').pending).toMatchObject({ id: 4, session: 's', earlierSessions: [] });
  });

  const place = { sessionReferenceNumber: 's', referenceNumber: 'r' };
  const ksefStatus = { code: 450, description: '' };

  it.each([
    ['an accepted one without a number', { status: 'accepted', ...place }],
    ['a rejected one without a reason', { status: 'rejected', ...place }],
    ['a rejected one whose reason has no code', { status: 'rejected', ...place, ksefStatus: {} }],
    ['a rejected one in no session', { status: 'rejected', referenceNumber: 'r', ksefStatus }],
    ['a rejected one without a reference', { status: 'rejected', sessionReferenceNumber: 's', ksefStatus }],
    ['a status that there is not', { status: 'failed' }],
    ['none', {}],
  ])('does not believe a result that is not whole: %s', (_, result) => {
    expect(() => finished(1, 'h', result as FinishedInvoice)).toThrow(
      expect.objectContaining({ code: 'JOURNAL_CORRUPT' }),
    );
    finished(1, 'h', { status: 'rejected', ...place, ksefStatus });
    expect(history.take('h').finished).toEqual({ status: 'rejected', ...place, ksefStatus });
  });

  it('numbers new inputs above all that ever left', () => {
    expect(history.nextId).toBe(1);
    left(5, 'a', 's');
    left(2, 'b', 's');
    finished(5, 'a', accepted('five'));
    expect(history.nextId).toBe(6);
  });

  it('knows the sessions that nobody closed, and where the run began', () => {
    for (const session of ['one', 'two'])
      history.apply({ type: 'session-opened', session, systemCode: `form of ${session}`, validUntil: at });
    history.apply({ type: 'session-closed', session: 'one' });
    for (const environment of ['test', 'production'])
      history.apply({ type: 'run-started', environment, context: 'Nip:1' });
    history.apply({ type: 'batch-built', batch: '1' });
    expect([...history.openSessions]).toEqual([['two', 'form of two']]);
    expect(history.started).toMatchObject({ environment: 'test' });
  });
});

describe('isSessionGone', () => {
  const refused = (status: number, options: Partial<ConstructorParameters<typeof KsefApiError>[1]> = {}) =>
    new KsefApiError('refused', { status, ...options });
  const errors = (code: number) => ({ errors: [{ code, description: '', details: [] }] });

  it.each([
    [true, '21173', refused(400, errors(21173))],
    [true, '410', refused(410)],
    [true, '404 with a code', refused(404, errors(1))],
    [true, '404 with a trace id', refused(404, { traceId: 't' })],
    [false, '404 of a gateway', refused(404)],
    [false, 'another code', refused(400, errors(21180))],
    [false, 'another status with a trace id', refused(403, { traceId: 't' })],
    [false, 'no answer of KSeF', new Error('410')],
  ])('is %s for %s', (gone, _, error) => {
    expect(isSessionGone(error)).toBe(gone);
  });
});
