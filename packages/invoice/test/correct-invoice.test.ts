import { validateInvoice } from '@ksef/validation';
import { describe, expect, it } from 'vitest';
import {
  buildInvoice,
  correctInvoice,
  correctToZero,
  type InvoiceChange,
  settleAdvances,
} from '../src/index.js';
import { invoiceData, now } from './support/data.js';

const ksefNumber = '5265877635-20260201-0100001AF629-AF';
const change: InvoiceChange = { number: 'KOR 1', issueDate: '2026-11-28', reason: 'Pomyłka', ksefNumber };
const original = invoiceData({
  lines: [
    { name: 'Rower', quantity: 2, unit: 'szt.', netPrice: '1000.00', rate: '23' },
    { name: 'Dzwonek', quantity: 10, unit: 'szt.', netPrice: '5.00', rate: '23' },
  ],
});
const [bike = {}, bell = {}] = original.lines ?? [];

async function built(data: ReturnType<typeof correctInvoice>) {
  const { xml, totals, model } = buildInvoice(data);
  const { issues } = await validateInvoice(xml, { now });
  expect(issues.map(({ rule, path, message }) => `${rule} ${path}: ${message.en}`)).toEqual([]);
  return { totals, lines: model.Fa.FaWiersz ?? [], fa: model.Fa };
}

describe('correctInvoice', () => {
  it('shows changed lines before and after', async () => {
    const { totals, lines, fa } = await built(
      correctInvoice(original, { ...change, lines: [{ ...bike, quantity: 1 }, bell] }),
    );
    expect(totals).toEqual({
      rates: [{ group: 'standard', net: '-1000.00', vat: '-230.00' }],
      gross: '-1230.00',
    });
    expect(
      lines.map(({ NrWierszaFa, P_8B, P_11, StanPrzed }) => [NrWierszaFa, P_8B, P_11, StanPrzed]),
    ).toEqual([
      ['1', '2', '2000.00', '1'],
      ['1', '1', '1000.00', undefined],
    ]);
    expect(fa).toMatchObject({
      RodzajFaktury: 'KOR',
      PrzyczynaKorekty: 'Pomyłka',
      DaneFaKorygowanej: [{ NrFaKorygowanej: 'FV 1/2026', NrKSeF: '1', NrKSeFFaKorygowanej: ksefNumber }],
    });
  });

  it('shows changed lines by their differences', async () => {
    const data = correctInvoice(original, {
      ...change,
      method: 'difference',
      lines: [{ ...bike, quantity: 1 }, bell],
    });
    const { totals, lines } = await built(data);
    expect(totals.gross).toBe('-1230.00');
    expect(lines.map(({ P_8B, P_11, StanPrzed }) => [P_8B, P_11, StanPrzed])).toEqual([
      ['-1', '-1000.00', undefined],
    ]);
  });

  it.each(['beforeAfter', 'difference'] as const)('comes to the same either way: %s', async (method) => {
    const lines = [
      { ...bike, netPrice: '900.00' },
      { ...bell, rate: '8' as const },
      { name: 'Lampka', net: '7', rate: '23' as const },
    ];
    const { totals } = await built(correctInvoice(original, { ...change, method, lines }));
    expect(totals).toEqual({
      rates: [
        { group: 'standard', net: '-243.00', vat: '-55.89' },
        { group: 'reduced1', net: '50.00', vat: '4.00' },
      ],
      gross: '-244.89',
    });
  });

  it('takes removed lines back', async () => {
    const { totals } = await built(correctInvoice(original, { ...change, lines: [bike] }));
    expect(totals.gross).toBe('-61.50');
  });

  it('marks an original that was issued outside KSeF', async () => {
    const { ksefNumber: _, ...outside } = change;
    const { fa } = await built(correctInvoice(original, { ...outside, lines: [bike] }));
    expect(fa.DaneFaKorygowanej).toMatchObject([{ NrKSeFN: '1' }]);
  });

  it('corrects the data of a buyer, with those of before', async () => {
    const buyer = { ...original.buyer, name: 'Klient Nowy S.A.' };
    const { totals, fa } = await built(correctInvoice(original, { ...change, buyer }));
    expect(totals.gross).toBe('0');
    expect(fa.Podmiot2K).toMatchObject([
      { DaneIdentyfikacyjne: { NIP: '1111111111', Nazwa: 'Klient S.A.' } },
    ]);
  });

  it('refuses to correct a buyer’s NIP, and to correct nothing', () => {
    const invalid = expect.objectContaining({ code: 'INVALID_CORRECTION' });
    expect(() =>
      correctInvoice(original, { ...change, buyer: { ...original.buyer, nip: '5265877635' } }),
    ).toThrow(invalid);
    expect(() => correctInvoice(original, change)).toThrow(invalid);
    expect(() => correctInvoice(original, { ...change, lines: [{ ...bike, quantity: '2' }, bell] })).toThrow(
      invalid,
    );
  });

  it.each(['beforeAfter', 'difference'] as const)('takes an invoice back whole: %s', async (method) => {
    const { totals } = await built(correctToZero(original, { ...change, method }));
    expect(totals).toEqual({
      rates: [{ group: 'standard', net: '-2050.00', vat: '-471.50' }],
      gross: '-2521.50',
    });
  });
});

describe('settleAdvances', () => {
  it('leaves out what was paid in advance', async () => {
    const data = settleAdvances(original, [
      {
        ksefNumber,
        totals: { rates: [{ group: 'standard', net: '1000.00', vat: '230.00' }], gross: '1230.00' },
      },
    ]);
    const { totals, fa } = await built(data);
    expect(totals).toEqual({
      rates: [{ group: 'standard', net: '1050.00', vat: '241.50' }],
      gross: '1291.50',
    });
    expect(fa).toMatchObject({
      RodzajFaktury: 'ROZ',
      FakturaZaliczkowa: [{ NrKSeFFaZaliczkowej: ksefNumber }],
    });
  });
});
