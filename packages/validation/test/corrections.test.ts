import { describe, expect, it } from 'vitest';
import { validateInvoice } from '../src/index.js';
import { type InvoiceParts, invoice, line } from './support/invoice.js';

const now = new Date('2026-11-28T12:00:00Z');
const afterKind =
  '<DaneFaKorygowanej><DataWystFaKorygowanej>2026-10-01</DataWystFaKorygowanej><NrFaKorygowanej>FV 0</NrFaKorygowanej><NrKSeFN>1</NrKSeFN></DaneFaKorygowanej>';
const before = (rate: string, net: string) => line('1', rate, net, '<StanPrzed>1</StanPrzed>');
const sumsOf = (...sums: readonly (readonly [name: string, value: string])[]) =>
  sums.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
const foreign = '<KodUE>DE</KodUE><NrVatUE>123456789</NrVatUE><Nazwa>Käufer</Nazwa>';

async function rulesOf(parts: InvoiceParts, kind = 'KOR'): Promise<string[]> {
  const correction = kind === 'VAT' ? { kind } : { kind, afterKind };
  const { issues } = await validateInvoice(invoice({ ...correction, ...parts }), { now });
  return issues.map(({ rule, path }) => `${rule} ${path}`);
}

const right: readonly [what: string, parts: InvoiceParts][] = [
  [
    'takes back 8 % and adds 7 %',
    {
      sums: sumsOf(['P_13_2', '0.00'], ['P_14_2', '-1.00']),
      total: '-1.00',
      lines: before('8', '100.00') + line('1', '7', '100.00'),
    },
  ],
  [
    'takes back 8 % and adds more at 7 %, as differences',
    {
      sums: sumsOf(['P_13_2', '10.00'], ['P_14_2', '-0.30']),
      total: '9.70',
      lines: line('1', '8', '-100.00') + line('2', '7', '110.00'),
    },
  ],
  [
    'adds 22 % to an old invoice and takes back 23 %',
    {
      sums: sumsOf(['P_13_1', '-50.00'], ['P_14_1', '-12.50']),
      total: '-62.50',
      lines: before('23', '150.00') + line('1', '22', '100.00'),
    },
  ],
  [
    'moves a line from 23 % to 8 %',
    {
      sums: sumsOf(['P_13_1', '-100.00'], ['P_14_1', '-23.00'], ['P_13_2', '100.00'], ['P_14_2', '8.00']),
      total: '-15.00',
      lines: before('23', '100.00') + line('1', '8', '100.00'),
    },
  ],
  [
    'changes the tax alone',
    {
      sums: sumsOf(['P_13_1', '0.00'], ['P_14_1', '1.00']),
      total: '1.00',
      lines: before('23', '100.00') + line('1', '23', '100.00'),
    },
  ],
  [
    'changes the tax alone, without lines',
    { sums: sumsOf(['P_13_1', '0.00'], ['P_14_1', '1.00']), total: '1.00', lines: '' },
  ],
  [
    'changes sums without lines',
    { sums: sumsOf(['P_13_1', '-10.00'], ['P_14_1', '-2.30']), total: '-12.30', lines: '' },
  ],
  [
    'changes the text of a line outside Poland, and leaves the sum out',
    {
      sums: '',
      total: '0.00',
      lines: before('np I', '100.00') + line('1', 'np I', '100.00'),
    },
  ],
  [
    'turns reverse charge into tax',
    {
      sums: sumsOf(['P_13_1', '100.00'], ['P_14_1', '23.00'], ['P_13_10', '-100.00']),
      total: '23.00',
      lines: before('oo', '100.00') + line('1', '23', '100.00'),
    },
  ],
  [
    'turns domestic reverse charge of a foreign buyer into np II, as differences',
    {
      buyer: foreign,
      prefix: '<PrefiksPodatnika>PL</PrefiksPodatnika>',
      p18: '1',
      sums: sumsOf(['P_13_9', '100.00'], ['P_13_10', '-100.00']),
      total: '0.00',
      lines: line('1', 'oo', '-100.00') + line('2', 'np II', '100.00'),
    },
  ],
  [
    'takes back a supply within the EU of a seller without its prefix',
    {
      buyer: foreign,
      sums: sumsOf(['P_13_1', '100.00'], ['P_14_1', '23.00'], ['P_13_6_2', '-100.00']),
      total: '23.00',
      lines: before('0 WDT', '100.00') + line('1', '23', '100.00'),
    },
  ],
];

const wrong: readonly [what: string, parts: InvoiceParts, issue: string][] = [
  [
    'takes back 8 % and adds 7 % without changing the tax',
    {
      sums: sumsOf(['P_13_2', '0.00'], ['P_14_2', '0.00']),
      total: '0.00',
      lines: before('8', '100.00') + line('1', '7', '100.00'),
    },
    'law-tax-amounts /Faktura/Fa/P_14_2',
  ],
  [
    'states the tax as it is now instead of the difference',
    {
      sums: sumsOf(['P_13_1', '10.00'], ['P_14_1', '25.30']),
      total: '35.30',
      lines: before('23', '100.00') + line('1', '23', '110.00'),
    },
    'law-tax-amounts /Faktura/Fa/P_14_1',
  ],
  [
    'states the net sum as it is now instead of the difference',
    {
      sums: sumsOf(['P_13_1', '110.00'], ['P_14_1', '25.30']),
      total: '135.30',
      lines: before('23', '100.00') + line('1', '23', '110.00'),
    },
    'law-line-sums /Faktura/Fa/P_13_1',
  ],
  [
    'states the total as it is now instead of the difference',
    {
      sums: sumsOf(['P_13_1', '10.00'], ['P_14_1', '2.30']),
      total: '135.30',
      lines: before('23', '100.00') + line('1', '23', '110.00'),
    },
    'law-total /Faktura/Fa/P_15',
  ],
  [
    'adds reverse charge without its marker',
    {
      sums: sumsOf(['P_13_1', '-100.00'], ['P_14_1', '-23.00'], ['P_13_10', '100.00']),
      total: '-23.00',
      lines: before('23', '100.00') + line('1', 'oo', '100.00'),
    },
    'law-outside-poland /Faktura/Fa/Adnotacje/P_18',
  ],
];

describe('amounts of a correction that', () => {
  it.each(right)('%s', async (_, parts) => {
    expect(await rulesOf(parts)).toEqual([]);
  });

  it.each(wrong)('%s, which is an issue', async (_, parts, issue) => {
    expect(await rulesOf(parts)).toEqual([issue]);
  });
});

describe('amounts of an invoice that', () => {
  it('writes zeros for rates that it does not have', async () => {
    const sums = sumsOf(
      ['P_13_1', '100.00'],
      ['P_14_1', '23.00'],
      ['P_13_2', '0.00'],
      ['P_14_2', '0.00'],
      ['P_13_6_2', '0.00'],
      ['P_13_8', '0'],
      ['P_13_10', '0.00'],
    );
    expect(await rulesOf({ sums }, 'VAT')).toEqual([]);
  });

  it('has another tax than the rate of its lines says, though another rate of its group would', async () => {
    const parts = {
      sums: sumsOf(['P_13_2', '100.00'], ['P_14_2', '7.00']),
      total: '107.00',
      lines: line('1', '8', '100.00'),
    };
    expect(await rulesOf(parts, 'VAT')).toEqual(['law-tax-amounts /Faktura/Fa/P_14_2']);
  });
});
