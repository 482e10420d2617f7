import { KsefApiError, KsefError, TransportError, UnknownOutcomeError } from '@ksef/core';
import { describe, expect, it } from 'vitest';
import { notToBeSentAgain } from '../../../src/batch/shipping/not-to-be-sent-again.js';
import { ResultsByHash } from '../../../src/batch/shipping/results-by-hash.js';
import { originalOfDuplicate } from '../../../src/duplicates/original-of-duplicate.js';
import { resultOfStatus } from '../../../src/duplicates/result-of-status.js';
import type { SessionInvoice } from '../../../src/status/session-queries.js';

const session = '20260201-SB-0123456789-ABCDEF0123-4F';
const number = '5251230007-20260201-0123AB-45CDEF-6A';
const otherNumber = '5251230007-20260201-FFFFFF-FFFFFF-00';

const judged = (invoiceHash: string, code: number, more: Partial<SessionInvoice> = {}): SessionInvoice => ({
  ordinalNumber: 1,
  referenceNumber: `ref-${invoiceHash}-${code}`,
  invoiceHash,
  invoicingDate: '2026-02-01T10:00:00Z',
  status: { code, description: '' },
  ...more,
});
const members = (...hashes: string[]) => hashes.map((invoiceHash, index) => ({ index, invoiceHash }));

describe('originalOfDuplicate', () => {
  const words = [`Numer KSeF: ${number},`, `sesja ${session}.`];

  it.each([
    [
      'the extensions',
      { extensions: { originalKsefNumber: number, originalSessionReferenceNumber: session } },
    ],
    ['the sentences in details', { details: words }],
    [
      'the extensions before the details',
      {
        extensions: { originalKsefNumber: number, originalSessionReferenceNumber: session },
        details: [otherNumber, '20260201-SO-0000000000-0000000000-00'],
      },
    ],
    [
      'details where an extension is empty or no text',
      {
        extensions: { originalKsefNumber: '', originalSessionReferenceNumber: 7 },
        details: words,
      },
    ],
  ])('reads %s', (_, status) => {
    expect(originalOfDuplicate({ code: 440, description: '', ...status })).toEqual({
      ksefNumber: number,
      originalSessionReferenceNumber: session,
    });
  });

  it('says nothing where KSeF says nothing, or something longer than a number', () => {
    const nothing = { ksefNumber: undefined, originalSessionReferenceNumber: undefined };
    for (const details of [undefined, null, [], [`1${number}`, `${session}0`]])
      expect(originalOfDuplicate({ code: 440, description: '', details })).toEqual(nothing);
  });
});

describe('resultOfStatus', () => {
  it.each([
    [200, 'accepted', number],
    [440, 'duplicate', otherNumber],
    [435, 'rejected', undefined],
    [550, 'rejected', undefined],
  ])('calls %i %s', (code, status, ksefNumber) => {
    const one = judged('h', code, {
      ksefNumber: code === 200 ? number : null,
      status: { code, description: '', extensions: { originalKsefNumber: otherNumber } },
    });
    expect(resultOfStatus(one, session)).toMatchObject({
      status,
      referenceNumber: one.referenceNumber,
      sessionReferenceNumber: session,
      ksefStatus: { code },
    });
    expect(resultOfStatus(one, session)?.ksefNumber).toBe(ksefNumber);
  });

  it.each([null, ''])('is none yet of an accepted invoice without a number (%s)', (ksefNumber) => {
    expect(resultOfStatus(judged('h', 200, { ksefNumber }), session)).toBeUndefined();
  });
});

describe('ResultsByHash', () => {
  const accepted = { status: 'accepted', ksefNumber: number } as const;
  const rejected = resultOfStatus(judged('r', 450), session);

  it('gives files with the same bytes a result each, in order, and nothing to the one too many', () => {
    const found = new ResultsByHash();
    found.add('h', accepted);
    found.add('h', rejected);
    found.add('i', rejected);
    expect(found.size).toBe(3);
    expect([...found.join(members('h', 'i', 'h', 'h'))]).toEqual([
      [0, accepted],
      [1, rejected],
      [2, rejected],
    ]);
  });

  it('counts nothing for an invoice that has none yet', () => {
    const found = new ResultsByHash();
    found.add('h', undefined);
    expect(found.size).toBe(0);
    found.add('h', accepted);
    expect([...found.join(members('h'))]).toEqual([[0, accepted]]);
  });

  it('takes from the whole list only what was missing, the accepted one first', () => {
    const found = new ResultsByHash();
    found.add('known', accepted);
    found.add('twice', rejected);
    const all = [
      judged('known', 450),
      judged('twice', 440),
      judged('twice', 200, { ksefNumber: otherNumber }),
      judged('new', 450),
      judged('stranger', 200, { ksefNumber: number }),
    ];
    const wanted = members('known', 'twice', 'twice', 'new', 'nowhere');
    found.replaceMissing(wanted, all, session);
    const results = found.join(wanted);
    expect(results.get(0)).toBe(accepted);
    expect([1, 2, 3].map((index) => results.get(index))).toMatchObject([
      { status: 'accepted', ksefNumber: otherNumber, sessionReferenceNumber: session },
      { status: 'duplicate' },
      { status: 'rejected' },
    ]);
    expect(results.has(4)).toBe(false);
  });
});

describe('notToBeSentAgain', () => {
  const reference = { referenceNumber: session };

  it.each([
    ['a lost connection', new TransportError('lost', { code: 'NETWORK', operation: 'GET /x' })],
    ['a refusal', new KsefApiError('refused', { status: 500 })],
    ['another unknown outcome', new UnknownOutcomeError('unclear', { operation: 'POST /x' })],
  ])('says of %s which session may have the invoices', (_, cause) => {
    const error = notToBeSentAgain(cause, reference);
    expect(error).toMatchObject({ code: 'UNKNOWN_OUTCOME', cause });
    expect((error as Error).message).toContain(session);
  });

  it.each([
    ['names the session already', new UnknownOutcomeError(`of ${session}`, { operation: 'POST /x' })],
    ['is no error of a call', new KsefError('damaged', { code: 'PART_DAMAGED' })],
  ])('leaves an error that %s', (_, error) => {
    expect(notToBeSentAgain(error, reference)).toBe(error);
  });
});
