import { describe, expect, it } from 'vitest';
import { buildInvoice, correctInvoice, type InvoiceData, settleAdvances } from '../src/index.js';
import { buildRrInvoice, type RrInvoiceData } from '../src/rr.js';
import { invoiceData, rrData } from './support/data.js';
import { publishedSchema } from './support/published-schema.js';

/** The error that data are refused with. The data may be anything: those of a program in JavaScript are. */
function refusal(changes: object): unknown {
  const data = invoiceData(changes as Partial<InvoiceData>);
  expect(publishedSchema('invoice')(data)).toBe(false);
  try {
    buildInvoice(data);
  } catch (error) {
    return error;
  }
  return undefined;
}

const line = { name: 'Rower', net: '1', rate: '23' };

describe('data that are not an invoice', () => {
  const cases: readonly [what: string, changes: object, input: string, message: RegExp][] = [
    ['an unknown field', { bayer: {} }, 'bayer', /Unknown field "bayer"\. Did you mean buyer\?/],
    [
      'a typo in a line',
      { lines: [{ ...line, nettPrice: '1' }] },
      'lines[0].nettPrice',
      /Did you mean netPrice\?/,
    ],
    [
      'a field of nobody',
      { lines: [{ ...line, zzzzzzzzzz: 1 }] },
      'lines[0].zzzzzzzzzz',
      /Known fields: .*net/,
    ],
    [
      'an inherited name',
      { lines: [{ ...line, constructor: '1' }] },
      'lines[0].constructor',
      /Unknown field/,
    ],
    [
      'a typo deep inside',
      { payment: { partial: { isPaidInFull: true, payment: [] } } },
      'payment.partial.payment',
      /payments/,
    ],
    [
      'a missing name',
      { seller: { nip: '5265877635', address: 'x' } },
      'seller.name',
      /seller\.name is missing/,
    ],
    ['no seller', { seller: undefined }, 'seller', /seller is missing/],
    ['a null', { supplyDate: null }, 'supplyDate', /must be a string\. Leave it out/],
    ['a number for a text', { number: 7 }, 'number', /number must be a string/],
    ['a Date', { issueDate: new Date(0) }, 'issueDate', /YYYY-MM-DD/],
    ['a text for a list', { lines: 'Rower' }, 'lines', /lines must be an array/],
    ['a list for an object', { buyer: [] }, 'buyer', /buyer must be an object/],
    [
      'a text for a flag',
      { annotations: { isSplitPayment: 'yes' } },
      'annotations.isSplitPayment',
      /true or false/,
    ],
    ['an unknown kind', { kind: 'KORR' }, 'kind', /Did you mean "KOR"\?/],
    [
      'unknown means of payment',
      { payment: { means: 'transfers' } },
      'payment.means',
      /Did you mean "transfer"\?/,
    ],
    ['an unknown margin scheme', { annotations: { margin: 'toString' } }, 'annotations.margin', /"travel"/],
    [
      'two legal bases',
      { annotations: { exemption: { act: 'art. 43', other: 'x' } } },
      'annotations.exemption.other',
      /Unknown field/,
    ],
    [
      'an amount that is an object',
      { lines: [{ ...line, net: {} }] },
      'lines[0].net',
      /a string or a number/,
    ],
  ];

  it.each(cases)('%s', (_, changes, input, message) => {
    expect(refusal(changes)).toMatchObject({
      code: 'INVALID_INPUT',
      input,
      message: expect.stringMatching(message),
    });
  });

  it.each([undefined, null, 'data', 7, []])('%j is refused whole', (data) => {
    expect(() => buildInvoice(data as unknown as InvoiceData)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', input: 'data' }),
    );
  });

  it('says so of an FA_RR, of a change and of an advance too', () => {
    const rr = { ...rrData(), farmr: {} } as unknown as RrInvoiceData;
    expect(() => buildRrInvoice(rr)).toThrow(/Did you mean farmer\?/);
    const change = { number: 'K', issueDate: '2026-11-28', reson: 'x', lines: [] };
    expect(() => correctInvoice(invoiceData(), change)).toThrow(/"change\.reson"\. Did you mean reason\?/);
    const advance = { ksefNumer: 'x', totals: { rates: [], gross: '0' } };
    expect(() => settleAdvances(invoiceData(), [advance])).toThrow(/"advances\[0\]\.ksefNumer"/);
  });

  it('leaves undefined fields alone', () => {
    expect(buildInvoice(invoiceData({ supplyDate: undefined, payment: undefined })).issues).toEqual([]);
  });
});
