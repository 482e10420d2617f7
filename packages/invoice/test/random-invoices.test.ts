import { validateInvoice } from '@ksef/validation';
import fc from '@ksef-tools/testing/properties';
import Big from 'big.js';
import { describe, expect, it } from 'vitest';
import {
  buildInvoice,
  correctInvoice,
  correctToZero,
  type InvoiceData,
  settleAdvances,
  type Totals,
} from '../src/index.js';
import { readInvoiceData } from '../src/read.js';
import { buildRrInvoice } from '../src/rr.js';
import { now } from './support/data.js';
import { publishedSchema } from './support/published-schema.js';
import { advance, changedLines, plainInvoice, rrInvoice, withRatesOfToday } from './support/random-data.js';

const numRuns = 1000;
const ksefNumber = '5265877635-20260201-0100001AF629-AF';
const change = { number: 'KOR 1', issueDate: '2026-11-28', reason: 'Pomyłka', ksefNumber };
const method = fc.constantFrom('beforeAfter' as const, 'difference' as const);
const isInvoiceData = publishedSchema('invoice');
const isRrInvoiceData = publishedSchema('rr-invoice');

/** Builds an invoice, and expects that libxml2 with the published schema and all rules find nothing. */
async function build(data: InvoiceData): Promise<Totals> {
  expect(isInvoiceData(data)).toBe(true);
  const { xml, totals, issues } = buildInvoice(data);
  expect(issues).toEqual([]);
  await expectFlawless(xml);
  expect(totalsByField(readInvoiceData(xml).data.totals)).toEqual(totalsByField(totals));
  return totals;
}

async function expectFlawless(xml: Uint8Array): Promise<void> {
  const { issues } = await validateInvoice(xml, { now });
  expect(issues.map(({ rule, path, message }) => `${rule} ${path}: ${message.en}`)).toEqual([]);
}

/** Totals field by field, without zeros, as exact decimals. */
function totalsByField(...all: (Totals | undefined)[]): Record<string, string> {
  const fields = new Map<string, Big>();
  const add = (name: string, value: string | number) =>
    fields.set(name, (fields.get(name) ?? new Big(0)).plus(value));
  for (const totals of all) {
    add('gross', totals?.gross ?? 0);
    for (const { group, net, vat = 0, vatInPln = 0 } of totals?.rates ?? []) {
      add(`${group} net`, net);
      add(`${group} vat`, vat);
      add(`${group} vatInPln`, vatInPln);
    }
  }
  return Object.fromEntries(
    [...fields].filter(([, value]) => !value.eq(0)).map(([name, value]) => [name, value.toFixed(2)]),
  );
}

function holds<Data>(data: fc.Arbitrary<Data>, expectation: (data: Data) => Promise<void>) {
  return fc.assert(fc.asyncProperty(data, expectation), { numRuns });
}

describe(`${numRuns} random invoices of each kind have no flaw`, { timeout: 300_000 }, () => {
  it.each(['VAT', 'UPR'] as const)('%s', async (kind) => {
    await holds(plainInvoice, async (data) => {
      const totals = await build({ ...data, kind });
      const sum = totals.rates.reduce((all, { net, vat }) => all.plus(net).plus(vat ?? 0), new Big(0));
      expect(totals.gross).toBe(sum.toFixed(2));
    });
  });

  const changed = plainInvoice
    .map(withRatesOfToday)
    .chain((original) =>
      fc.record({ original: fc.constant(original), after: changedLines(original.lines ?? []), method }),
    );

  it('KOR: with the original it adds up to the invoice as it is from now on', async () => {
    await holds(changed, async ({ original, after, method }) => {
      const correction = await build(correctInvoice(original, { ...change, method, lines: after }));
      const before = buildInvoice(original).totals;
      const now = buildInvoice({ ...original, lines: after }).totals;
      expect(totalsByField(before, correction)).toEqual(totalsByField(now));
    });
  });

  it('KOR to zero: nothing is left', async () => {
    await holds(fc.tuple(plainInvoice, method), async ([original, method]) => {
      const correction = await build(correctToZero(original, { ...change, method }));
      expect(totalsByField(buildInvoice(original).totals, correction)).toEqual({});
    });
  });

  it('ZAL: it is worth what was paid', async () => {
    await holds(advance, async (data) => {
      const { gross } = await build(data);
      const paid = (data.advancePayments ?? []).reduce((sum, { amount }) => sum.plus(amount), new Big(0));
      expect(gross).toBe(paid.toFixed(2));
    });
  });

  it('KOR_ZAL: with the advance it adds up to the advance as it is from now on', async () => {
    await holds(fc.tuple(advance, advance, fc.boolean()), async ([original, other, isPaidOtherwise]) => {
      const after = {
        order: other.order,
        ...(isPaidOtherwise ? { advancePayments: other.advancePayments } : {}),
      };
      const data = correctInvoice(original, { ...change, ...after });
      const correction = await build(data);
      const now = buildInvoice({ ...original, ...after }).totals;
      expect(totalsByField(buildInvoice(original).totals, correction)).toEqual(totalsByField(now));
      expect(data.correction?.amountBefore).toBe(buildInvoice(original).totals.gross);
    });
  });

  const settled = fc
    .record({ whole: plainInvoice, advances: fc.array(plainInvoice, { minLength: 1, maxLength: 3 }) })
    .map(({ whole, advances }) => ({
      whole,
      advances: advances.map((advance) => ({
        ...advance,
        currency: whole.currency,
        exchangeRate: whole.exchangeRate,
      })),
    }));
  const totalsOfAdvances = (advances: readonly InvoiceData[]) =>
    advances.map((data) => ({ ksefNumber, totals: buildInvoice(data).totals }));

  it('ROZ: with its advances it adds up to the whole supply', async () => {
    await holds(settled, async ({ whole, advances }) => {
      const paid = totalsOfAdvances(advances);
      const rest = await build(settleAdvances(whole, paid));
      expect(totalsByField(rest, ...paid.map(({ totals }) => totals))).toEqual(
        totalsByField(buildInvoice(whole).totals),
      );
    });
  });

  it('KOR_ROZ: it changes what is left by what the supply changes', async () => {
    await holds(changed, async ({ original, after, method }) => {
      const paid = [
        {
          ksefNumber,
          totals: { rates: [{ group: 'standard' as const, net: '1.00', vat: '0.23' }], gross: '1.23' },
        },
      ];
      const settlement = settleAdvances(original, paid);
      const correction = await build(correctInvoice(settlement, { ...change, method, lines: after }));
      const now = settleAdvances({ ...original, lines: after }, paid);
      expect(totalsByField(settlement.totals, correction)).toEqual(totalsByField(now.totals));
    });
  });

  it('FA_RR', async () => {
    await holds(rrInvoice, async (data) => {
      expect(isRrInvoiceData(data)).toBe(true);
      const { xml, totals } = buildRrInvoice(data);
      await expectFlawless(xml);
      expect(new Big(totals.value).plus(totals.refund).toFixed(2)).toBe(totals.gross);
    });
  });
});
