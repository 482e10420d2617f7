import fc from '@ksef-tools/testing/properties';
import Big from 'big.js';
import type { InvoiceData, InvoiceLine } from '../../src/index.js';
import type { RrInvoiceData, RrLine } from '../../src/rr.js';
import { invoiceData, rrData } from './data.js';

const digits = (least: number, most: number, decimals: number) =>
  fc
    .bigInt({ min: BigInt(least), max: BigInt(most) })
    .map((whole) => (Number(whole) / 10 ** decimals).toFixed(decimals));

/** Up to 99 999.99, sometimes as a number of JavaScript. */
export const amount = fc.oneof(digits(1, 9_999_999, 2), digits(1, 999_999, 2).map(Number));
const price = fc.oneof(digits(1, 9_999_999, 2), digits(1, 99_999_999, 4));
const quantity = fc.oneof(fc.integer({ min: 1, max: 1000 }), digits(1, 999_999, 3));
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((value) => `x${value.trim()}`);

const taxed = ['23', '22', '8', '7', '5', '4', '3', 'zw', '0 KR'] as const;
const rates = fc.oneof({ weight: 5, arbitrary: fc.constantFrom('23', '8', '5') }, fc.constantFrom(...taxed));

const netLine = fc.record({ name: text, quantity, netPrice: price, rate: rates, unit: fc.constant('szt.') });
const grossLine = fc.record({ name: text, quantity, grossPrice: price, rate: rates });
const plainNet = fc.record({ name: text, net: amount, rate: rates });
const discounted = fc
  .record({
    name: text,
    quantity: fc.integer({ min: 1, max: 9 }),
    netPrice: fc.constant('500.00'),
    rate: rates,
  })
  .chain((line) => digits(1, 49_999, 2).map((discount) => ({ ...line, discount })));

export const lines: fc.Arbitrary<InvoiceLine[]> = fc.array(
  fc.oneof(netLine, grossLine, plainNet, discounted),
  { minLength: 1, maxLength: 12 },
);

const exemption = { annotations: { exemption: { act: 'art. 43 ust. 1 pkt 29' } } } as const;
const money = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  digits(10_000, 90_000, 4).map((exchangeRate) => ({ currency: 'EUR', exchangeRate })),
);
const rounding = fc.constantFrom('total' as const, 'line' as const);

/** Invoices of one kind, without what only corrections and advances have. */
export const plainInvoice: fc.Arbitrary<InvoiceData> = fc
  .record({ lines, money, rounding, number: text })
  .map(({ lines, money, rounding, number }) =>
    invoiceData({ lines, rounding, number, ...money, ...exemption }),
  );

const order = fc.array(
  fc.record({
    name: text,
    quantity: fc.integer({ min: 1, max: 1000 }),
    netPrice: digits(1, 9_999_999, 2),
    rate: fc.constantFrom('23', '8', '5'),
  }),
  { minLength: 1, maxLength: 6 },
);

/** Advances of one to three payments for an order of several rates. */
export const advance: fc.Arbitrary<InvoiceData> = fc
  .record({ order, rounding, money, amounts: fc.array(amount, { minLength: 1, maxLength: 3 }) })
  .map(({ order, rounding, money, amounts }) =>
    invoiceData({
      kind: 'ZAL',
      lines: [],
      rounding,
      ...money,
      order: { lines: order },
      advancePayments: amounts.map((amount, index) => ({ date: `2026-11-2${index}`, amount })),
    }),
  );

// The rule on taxes takes the lines of 7% and 8% together, which do not add up where one is taken back for the other.
const today: Readonly<Record<string, string>> = { '22': '23', '7': '8', '3': '4' };

/** The invoice with one rate in each group. */
export function withRatesOfToday(data: InvoiceData): InvoiceData {
  return {
    ...data,
    lines: (data.lines ?? []).map((line) => ({ ...line, rate: today[line.rate ?? ''] ?? line.rate })),
  };
}

/** Some lines changed, removed or added. */
export function changedLines(before: readonly InvoiceLine[]): fc.Arbitrary<InvoiceLine[]> {
  return fc
    .tuple(
      fc.array(fc.constantFrom('keep', 'drop', 'rate', 'amount'), { minLength: 12, maxLength: 12 }),
      lines,
    )
    .map(([fates, fresh]) => [
      ...before.flatMap((line, index) => {
        const fate = fates[index];
        if (fate === 'drop') return [];
        if (fate === 'rate') return [{ ...line, rate: line.rate === '23' ? '8' : '23' }];
        if (fate === 'amount') return [changedAmount(line)];
        return [line];
      }),
      { ...(fresh[0] ?? {}), name: 'xdodany', rate: '5' },
    ]);
}

function changedAmount(line: InvoiceLine): InvoiceLine {
  if (line.net !== undefined) return { ...line, net: '12.34' };
  return {
    ...line,
    quantity: Big(line.quantity ?? 1)
      .plus(1)
      .toFixed(),
  };
}

const rrLine: fc.Arbitrary<RrLine> = fc.record({
  name: text,
  unit: fc.constantFrom('kg', 'szt.', 'l'),
  quantity,
  quality: fc.constantFrom('I', 'II', 'A'),
  price: digits(1, 999_999, 2),
  rate: fc.constantFrom('7', '6.5', 7),
});

export const rrInvoice: fc.Arbitrary<RrInvoiceData> = fc
  .array(rrLine, { minLength: 1, maxLength: 10 })
  .map((lines) => rrData({ lines }));
