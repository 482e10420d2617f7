import { describe, expect, it } from 'vitest';
import { buildInvoice, type InvoiceData, type InvoiceLine, type Totals } from '../src/index.js';
import { invoiceData } from './support/data.js';

const totalsOf = (lines: readonly InvoiceLine[], changes: Partial<InvoiceData> = {}): Totals =>
  buildInvoice(invoiceData({ ...changes, lines: lines.map((line) => ({ name: 'Towar', ...line })) })).totals;
const rate = '23';

describe('totals', () => {
  it('take both rates of a group, each with its own tax', () => {
    expect(
      totalsOf([
        { net: '100', rate: '23' },
        { net: '100', rate: '22' },
        { net: '100', rate: '8' },
        { net: '100', rate: '7' },
      ]),
    ).toEqual({
      rates: [
        { group: 'standard', net: '200.00', vat: '45.00' },
        { group: 'reduced1', net: '200.00', vat: '15.00' },
      ],
      gross: '460.00',
    });
  });

  it('take a discount off each unit, in net and in gross prices', () => {
    const net = totalsOf([{ quantity: 3, netPrice: '10.00', discount: '5.00', rate }]);
    expect(net.rates).toEqual([{ group: 'standard', net: '15.00', vat: '3.45' }]);
    const gross = totalsOf([{ quantity: 3, grossPrice: '10.00', discount: '1.80', rate }]);
    expect(gross).toEqual({ rates: [{ group: 'standard', net: '20.00', vat: '4.60' }], gross: '24.60' });
  });

  it('round halves away from zero, and never say -0.00', () => {
    expect(totalsOf([{ net: '0.50', rate: '5' }]).rates[0]?.vat).toBe('0.03');
    const back = totalsOf([
      { net: '0.01', rate: '5' },
      { number: 1, net: '0.02', rate: '5', isBefore: true },
    ]);
    expect(back.rates[0]).toEqual({ group: 'reduced2', net: '-0.01', vat: '0.00' });
  });

  it('charge no tax where the group has none, in either rounding', () => {
    for (const rounding of ['total', 'line'] as const) {
      const totals = totalsOf(
        [
          { gross: '100', vat: '7', rate: 'oo' },
          { net: '50', rate: '0 EX' },
        ],
        { rounding },
      );
      expect(totals).toEqual({
        rates: [
          { group: 'zeroExport', net: '50.00' },
          { group: 'reverseCharge', net: '100.00' },
        ],
        gross: '150.00',
      });
    }
  });

  it('believe the tax that a line states', () => {
    expect(totalsOf([{ net: '100', vat: '22.99', rate }]).gross).toBe('122.99');
  });

  it('state the tax in PLN at each line’s own exchange rate', () => {
    const abroad = { currency: 'EUR', exchangeRate: '4.00' };
    const lines = [
      { net: '100', rate, exchangeRate: '5.00' },
      { net: '100', rate },
    ];
    expect(totalsOf(lines, abroad).rates).toEqual([
      { group: 'standard', net: '200.00', vat: '46.00', vatInPln: '207.00' },
    ]);
    expect(totalsOf(lines, { ...abroad, rounding: 'line' }).rates[0]?.vatInPln).toBe('207.00');
  });

  it('state the tax of each advance payment at its own exchange rate', () => {
    const { totals } = buildInvoice(
      invoiceData({
        kind: 'ZAL',
        lines: [],
        currency: 'EUR',
        order: { lines: [{ name: 'Dom', net: '1000', rate }] },
        advancePayments: [
          { date: '2026-11-20', amount: '123', exchangeRate: '4.00' },
          { date: '2026-11-21', amount: '123', exchangeRate: '5.00' },
        ],
      }),
    );
    expect(totals).toEqual({
      rates: [{ group: 'standard', net: '200.00', vat: '46.00', vatInPln: '207.00' }],
      gross: '246.00',
    });
  });

  it('take a rate of OSS with decimals, given either way', () => {
    const totals = totalsOf([
      { net: '100', ossRate: '25.5' },
      { net: '100', ossRate: 25.5 },
    ]);
    expect(totals).toEqual({ rates: [{ group: 'oss', net: '200.00', vat: '51.00' }], gross: '251.00' });
  });

  it('take the whole price of a margin scheme', () => {
    const margin = { annotations: { margin: 'travel' as const } };
    expect(totalsOf([{ gross: '1000' }], margin)).toEqual({
      rates: [{ group: 'margin', net: '1000.00' }],
      gross: '1000.00',
    });
  });
});

describe('amounts that would be wrong without a word are refused', () => {
  const cases: readonly [what: string, changes: Partial<InvoiceData>, error: object][] = [
    [
      'a line without a rate',
      { lines: [{ name: 'x', net: '1' }] },
      { code: 'INVALID_INPUT', input: 'lines[0].rate' },
    ],
    [
      'an unknown rate',
      { lines: [{ name: 'x', net: '1', rate: '23%' }] },
      { code: 'INVALID_INPUT', input: 'lines[0].rate' },
    ],
    [
      'a line without an amount',
      { lines: [{ name: 'x', rate }] },
      { code: 'MISSING_TOTALS', input: 'lines[0]' },
    ],
    [
      'a rate of OSS that is not a number',
      { lines: [{ name: 'x', net: '1', ossRate: '19%' }] },
      { code: 'INVALID_AMOUNT', input: 'lines[0].ossRate' },
    ],
    [
      'a sum of floating point',
      { lines: [{ name: 'x', net: 0.1 + 0.2, rate }] },
      { code: 'INVALID_AMOUNT', input: 'lines[0].net' },
    ],
    [
      'a number beyond 15 digits',
      { lines: [{ name: 'x', net: 2 ** 53 + 2, rate }] },
      { code: 'INVALID_AMOUNT', input: 'lines[0].net' },
    ],
    ['an exchange rate of PLN', { exchangeRate: '4.25' }, { code: 'INVALID_INPUT', input: 'exchangeRate' }],
    [
      'a group twice',
      {
        totals: {
          rates: [
            { group: 'oss', net: 1 },
            { group: 'oss', net: 1 },
          ],
          gross: 2,
        },
      },
      { code: 'INVALID_INPUT' },
    ],
    [
      'a group of another form',
      { totals: { rates: [{ group: 'flatRateRefund', net: 1 }], gross: 1 } },
      { code: 'INVALID_INPUT', input: 'totals.rates[0].group' },
    ],
    [
      'a tax where there is none',
      { totals: { rates: [{ group: 'exempt', net: 1, vat: 1 }], gross: 2 } },
      { code: 'INVALID_INPUT', input: 'totals.rates[0].vat' },
    ],
    [
      'two identifiers of a buyer',
      { buyer: { nip: '1111111111', euVat: { country: 'DE', number: '1' }, name: 'x' } },
      { code: 'INVALID_INPUT', input: 'buyer' },
    ],
  ];

  it.each(cases)('%s', (_, changes, error) => {
    expect(() => buildInvoice(invoiceData(changes))).toThrow(expect.objectContaining(error));
  });

  it('takes the exchange rate 1 of an invoice in PLN', () => {
    expect(buildInvoice(invoiceData({ exchangeRate: 1 })).totals.rates[0]).not.toHaveProperty('vatInPln');
  });
});

describe('issues', () => {
  it('say what the law asks for and KSeF does not check', () => {
    const lines = [
      { name: 'x', net: '1', rate: 'zw' },
      { name: 'y', net: '1', rate },
    ];
    expect(buildInvoice(invoiceData({ lines, currency: 'EUR' })).issues).toMatchObject([
      { code: 'MISSING_EXEMPTION', field: 'annotations.exemption' },
      { code: 'MISSING_EXCHANGE_RATE', field: 'exchangeRate' },
    ]);
  });
});

describe('line numbers', () => {
  it('never collide with given ones', () => {
    const lines = [{ number: 2 }, {}, { number: '3' }].map((line) => ({
      name: 'x',
      net: '1',
      rate,
      ...line,
    }));
    const { model } = buildInvoice(invoiceData({ lines }));
    expect(model.Fa.FaWiersz?.map(({ NrWierszaFa }) => NrWierszaFa)).toEqual(['2', '4', '3']);
  });
});
