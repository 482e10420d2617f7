import { validateInvoice } from '@ksef/validation';
import { describe, expect, it } from 'vitest';
import { buildInvoice, correctInvoice, correctToZero, type InvoiceLine } from '../src/index.js';
import { buildRrInvoice } from '../src/rr.js';
import { invoiceData, now, rrData } from './support/data.js';

const ksefNumber = '5265877635-20260201-0100001AF629-AF';
const change = { number: 'KOR 1', issueDate: '2026-11-28', reason: 'Pomyłka', ksefNumber };
const bike: InvoiceLine = { name: 'Rower', quantity: 2, netPrice: '1000.00', rate: '23' };
const bell: InvoiceLine = {
  name: 'Dzwonek',
  quantity: 10,
  netPrice: '5.00',
  gtin: '05901234123457',
  rate: '23',
};
const original = invoiceData({ lines: [bike, bell] });

describe('correctInvoice', () => {
  it('finds a line by its name where the lines before it were removed', () => {
    const { lines } = correctInvoice(original, { ...change, lines: [bell] });
    expect(lines).toMatchObject([
      { number: '1', name: 'Rower', isBefore: true },
      { number: '1', name: 'Rower', quantity: '0', net: '0.00' },
    ]);
  });

  it('sees that a text changed which looks like the same number', () => {
    const lines = [bike, { ...bell, gtin: '5901234123457' }];
    expect(correctInvoice(original, { ...change, lines }).lines).toHaveLength(2);
  });

  it('keeps a line that was taken back for another rate apart from its successor', () => {
    const lines = [{ ...bike, rate: '8' as const }, bell];
    const data = correctInvoice(original, { ...change, method: 'difference', lines });
    expect(data.lines?.map(({ number, quantity, rate }) => [number, quantity, rate])).toEqual([
      ['1', '-2', '23'],
      ['2', 2, '8'],
    ]);
  });

  it('takes discounted units back at what they cost', () => {
    const discounted = invoiceData({ lines: [{ ...bike, discount: '100.00' }] });
    const lines = [{ ...bike, quantity: 1, discount: '100.00' }];
    const data = correctInvoice(discounted, { ...change, method: 'difference', lines });
    expect(data.lines).toMatchObject([{ quantity: '-1', discount: '100.00', net: '-900.00' }]);
  });

  it('shows a discount given later as the difference of the discount', () => {
    const lines = [{ ...bike, discount: '100.00' }, bell];
    const data = correctInvoice(original, { ...change, method: 'difference', lines });
    expect(data.lines).toMatchObject([
      { number: '1', quantity: 2, netPrice: '0', discount: '100', net: '-200.00' },
    ]);
    expect(buildInvoice(data).totals.gross).toBe('-246.00');
  });

  it('starts a second correction from the invoice as the first one left it, and refuses to start from a correction', () => {
    const lines = [{ ...bike, quantity: 1 }, bell];
    const first = correctInvoice(original, { ...change, lines });
    expect(() => correctInvoice(first, { ...change, lines })).toThrow(/itself a correction/);
    expect(() => correctToZero(first, change)).toThrow(
      expect.objectContaining({ code: 'INVALID_CORRECTION' }),
    );
    const second = correctToZero({ ...original, lines }, change);
    expect(buildInvoice(second).totals.gross).toBe('-1291.50');
  });

  it('keeps what is said about lines with those lines', () => {
    const descriptions = [
      { line: 1, key: 'rama', value: '1' },
      { line: 2, key: 'kolor', value: '2' },
      { key: 'uwagi', value: '3' },
    ];
    const data = correctInvoice({ ...original, descriptions }, { ...change, lines: [bike] });
    expect(data.descriptions?.map(({ key }) => key)).toEqual(['kolor', 'uwagi']);
  });

  it('refuses another NIP of the seller, none of the buyer, and lines marked as before', () => {
    const invalid = expect.objectContaining({ code: 'INVALID_CORRECTION' });
    const seller = { ...original.seller, nip: '1111111111' };
    expect(() => correctInvoice(original, { ...change, seller })).toThrow(invalid);
    expect(() => correctInvoice(original, { ...change, buyer: { name: 'Klient' } })).toThrow(invalid);
    const lines = [{ ...bike, isBefore: true }];
    expect(() => correctInvoice(original, { ...change, lines })).toThrow(invalid);
  });

  it('takes back totals that were given, to the grosz', () => {
    const totals = {
      rates: [{ group: 'standard' as const, net: '2050.00', vat: '471.51' }],
      gross: '2521.51',
    };
    const data = correctToZero({ ...original, totals }, change);
    expect(data.totals).toEqual({
      rates: [{ group: 'standard', net: '-2050.00', vat: '-471.51' }],
      gross: '-2521.51',
    });
  });
});

describe('an FA_RR', () => {
  it('is corrected by its lines before and after', async () => {
    const line = { name: 'Jabłka', unit: 'kg', quality: 'I', price: '2.00' };
    const { xml, totals } = buildRrInvoice(
      rrData({
        kind: 'KOR_VAT_RR',
        correction: { reason: 'Waga', originals: [{ number: 'RR 1', issueDate: '2026-11-01', ksefNumber }] },
        lines: [
          { ...line, number: 1, quantity: 100, isBefore: true },
          { ...line, number: 1, quantity: 90 },
        ],
      }),
    );
    expect(totals).toEqual({ value: '-20.00', refund: '-1.40', gross: '-21.40' });
    const { issues } = await validateInvoice(xml, { now });
    expect(issues.map(({ rule, path }) => `${rule} ${path}`)).toEqual([]);
  });
});
