import { elementAt, readXmlTree } from '@ksef/forms/xml';
import { validateInvoice } from '@ksef/validation';
import { describe, expect, it } from 'vitest';
import { buildInvoice, type InvoiceData, type InvoiceLine } from '../src/index.js';
import { invoiceData, now } from './support/data.js';

/** What stands at a path of the file that was built. */
function fieldOf(xml: Uint8Array, path: string): string | undefined {
  return elementAt(readXmlTree(xml), path)?.text;
}

async function issuesOf(xml: Uint8Array): Promise<string[]> {
  const { issues } = await validateInvoice(xml, { now });
  return issues.map(({ rule, path, message }) => `${rule} ${path}: ${message.en}`);
}

const fa = '/Faktura/Fa';

describe('buildInvoice', () => {
  it('builds a plain invoice from ten lines of data', async () => {
    const { xml, totals, issues } = buildInvoice(invoiceData());
    expect(totals).toEqual({
      rates: [{ group: 'standard', net: '2000.00', vat: '460.00' }],
      gross: '2460.00',
    });
    expect(issues).toEqual([]);
    expect(await issuesOf(xml)).toEqual([]);
    expect(fieldOf(xml, `${fa}/FaWiersz/P_11`)).toBe('2000.00');
    expect(fieldOf(xml, `${fa}/Adnotacje/Zwolnienie/P_19N`)).toBe('1');
    expect(fieldOf(xml, '/Faktura/Podmiot2/JST')).toBe('2');
  });

  const lines = (...all: InvoiceLine[]) => ({ lines: all.map((line) => ({ name: 'Towar', ...line })) });

  it('rounds the tax of each rate’s total, or of each line', () => {
    const data = lines(...Array.from({ length: 3 }, () => ({ net: '0.33', rate: '23' })));
    expect(buildInvoice(invoiceData(data)).totals.rates).toMatchObject([{ net: '0.99', vat: '0.23' }]);
    const byLine = buildInvoice(invoiceData({ ...data, rounding: 'line' }));
    expect(byLine.totals.rates).toMatchObject([{ net: '0.99', vat: '0.24' }]);
  });

  it('takes the tax out of gross prices', () => {
    const { totals, xml } = buildInvoice(
      invoiceData(
        lines(
          { quantity: 3, grossPrice: '9.99', rate: '23' },
          { quantity: 1, grossPrice: '5.00', rate: '8' },
        ),
      ),
    );
    expect(totals).toEqual({
      rates: [
        { group: 'standard', net: '24.37', vat: '5.60' },
        { group: 'reduced1', net: '4.63', vat: '0.37' },
      ],
      gross: '34.97',
    });
    expect(fieldOf(xml, `${fa}/FaWiersz[1]/P_11A`)).toBe('29.97');
    expect(fieldOf(xml, `${fa}/FaWiersz[1]/P_11`)).toBeUndefined();
  });

  it('takes a discount off the price of each unit', () => {
    const { totals } = buildInvoice(
      invoiceData(lines({ quantity: 3, netPrice: '10', discount: '5', rate: '23' })),
    );
    expect(totals.gross).toBe('18.45');
  });

  it('sums rates of one group up, each with its own rate', () => {
    const { totals } = buildInvoice(
      invoiceData(lines({ net: '100', rate: '23' }, { net: '100', rate: '22' })),
    );
    expect(totals.rates).toEqual([{ group: 'standard', net: '200.00', vat: '45.00' }]);
  });

  it('counts exactly where floating point does not', () => {
    const data = lines(...Array.from({ length: 10 }, () => ({ net: 0.1, rate: '23' })));
    expect(buildInvoice(invoiceData(data)).totals).toMatchObject({ rates: [{ net: '1.00' }], gross: '1.23' });
    const half = buildInvoice(invoiceData(lines({ quantity: 1, netPrice: '1.005', rate: 'zw' })));
    expect(half.totals.gross).toBe('1.01');
  });

  it('states the tax of a foreign currency in PLN too', async () => {
    const { xml, totals } = buildInvoice(invoiceData({ currency: 'EUR', exchangeRate: '4.2512' }));
    expect(totals.rates).toEqual([{ group: 'standard', net: '2000.00', vat: '460.00', vatInPln: '1955.55' }]);
    expect(fieldOf(xml, `${fa}/FaWiersz/KursWaluty`)).toBe('4.2512');
    expect(fieldOf(xml, `${fa}/KursWalutyZ`)).toBeUndefined();
    expect(await issuesOf(xml)).toEqual([]);
  });

  const kinds: readonly [what: string, data: Partial<InvoiceData>, path: string, value: string][] = [
    [
      'an exemption with its legal basis',
      { ...lines({ net: '100', rate: 'zw' }), annotations: { exemption: { act: 'art. 113 ust. 1' } } },
      `${fa}/Adnotacje/Zwolnienie/P_19A`,
      'art. 113 ust. 1',
    ],
    ['reverse charge', lines({ net: '100', rate: 'oo' }), `${fa}/Adnotacje/P_18`, '1'],
    [
      'a margin scheme',
      { ...lines({ gross: '100' }), annotations: { margin: 'secondHand' } },
      `${fa}/P_13_11`,
      '100.00',
    ],
    [
      'an intra-EU supply',
      {
        ...lines({ net: '100', rate: '0 WDT' }),
        seller: { ...invoiceData().seller, vatPrefix: 'PL' },
        buyer: { euVat: { country: 'DE', number: '123456789' }, name: 'Käufer', address: 'Berlin' },
      },
      `${fa}/P_13_6_2`,
      '100.00',
    ],
    ['an export', lines({ net: '100', rate: '0 EX' }), `${fa}/P_13_6_3`, '100.00'],
    ['a service outside Poland', lines({ net: '100', rate: 'np II' }), `${fa}/P_13_9`, '100.00'],
    ['OSS', lines({ net: '100', ossRate: '19' }), `${fa}/P_14_5`, '19.00'],
    ['split payment', { annotations: { isSplitPayment: true } }, `${fa}/Adnotacje/P_18A`, '1'],
    ['self-billing', { annotations: { isSelfBilling: true } }, `${fa}/Adnotacje/P_17`, '1'],
    [
      'new means of transport',
      {
        annotations: {
          newVehicles: {
            hasArt42Duty: false,
            vehicles: [
              { firstUse: '2026-11-01', line: 1, make: 'Syrena', mileage: '10', vin: 'WVWZZZ1JZXW000001' },
            ],
          },
        },
      },
      `${fa}/Adnotacje/NoweSrodkiTransportu/NowySrodekTransportu/P_22B1`,
      'WVWZZZ1JZXW000001',
    ],
    [
      'a unit of a local government',
      {
        buyer: { ...invoiceData().buyer, isLocalGovernmentUnit: true },
        thirdParties: [{ nip: '5265877635', name: 'Szkoła', role: 'localGovernmentRecipient' }],
      },
      '/Faktura/Podmiot3/Rola',
      '8',
    ],
    [
      'a settlement',
      {
        settlement: {
          deductions: [{ amount: '60.00', reason: 'Nadpłata' }],
          totalDeductions: '60.00',
          toPay: '2400.00',
        },
      },
      `${fa}/Rozliczenie/DoZaplaty`,
      '2400.00',
    ],
    [
      'payment terms and accounts',
      { payment: { due: '2026-12-12', means: 'transfer', accounts: '61109010140000071219812874' } },
      `${fa}/Platnosc/FormaPlatnosci`,
      '6',
    ],
    ['a simplified invoice', { kind: 'UPR' }, `${fa}/RodzajFaktury`, 'UPR'],
  ];

  it.each(kinds)('says %s', async (_, data, path, value) => {
    const { xml } = buildInvoice(invoiceData(data));
    expect(fieldOf(xml, path)).toBe(value);
    expect(await issuesOf(xml)).toEqual([]);
  });

  it('splits an advance over the rates of its order', async () => {
    const { xml, totals } = buildInvoice(
      invoiceData({
        kind: 'ZAL',
        lines: [],
        order: {
          lines: [
            { name: 'Dom', quantity: 1, netPrice: '1000.00', rate: '23' },
            { name: 'Ogród', quantity: 1, netPrice: '500.00', rate: '8' },
          ],
        },
        advancePayments: [{ date: '2026-11-27', amount: '177.00' }],
      }),
    );
    expect(totals).toEqual({
      rates: [
        { group: 'standard', net: '100.00', vat: '23.00' },
        { group: 'reduced1', net: '50.00', vat: '4.00' },
      ],
      gross: '177.00',
    });
    expect(fieldOf(xml, `${fa}/Zamowienie/WartoscZamowienia`)).toBe('1770.00');
    expect(fieldOf(xml, `${fa}/P_6`)).toBe('2026-11-27');
    expect(await issuesOf(xml)).toEqual([]);
  });

  it('takes totals as they are, and says where they do not follow from the lines', () => {
    const within = {
      rates: [{ group: 'standard' as const, net: '2000.00', vat: '460.01' }],
      gross: '2460.01',
    };
    expect(buildInvoice(invoiceData({ totals: within }))).toMatchObject({ totals: within, issues: [] });
    const beyond = {
      rates: [{ group: 'standard' as const, net: '2000.00', vat: '470.00' }],
      gross: '2470.00',
    };
    expect(buildInvoice(invoiceData({ totals: beyond })).issues).toMatchObject([
      { code: 'TOTALS_DIFFER', field: 'totals.standard.vat', given: '470', computed: '460' },
      { code: 'TOTALS_DIFFER', field: 'totals.gross', given: '2470', computed: '2460' },
    ]);
  });

  it('refuses amounts that are none, by their path', () => {
    for (const netPrice of ['1,50', '1 000', 'abc', '', '1e3', Number.NaN, 1e21])
      expect(() => buildInvoice(invoiceData(lines({ quantity: 1, netPrice, rate: '23' })))).toThrow(
        expect.objectContaining({ code: 'INVALID_AMOUNT', input: 'lines[0].netPrice' }),
      );
  });

  it('refuses what the schema does not allow, with its path', () => {
    const long = invoiceData(lines({ name: 'x'.repeat(513), net: '1', rate: '23' }));
    expect(() => buildInvoice(long)).toThrow(expect.objectContaining({ code: 'INVALID_FORM' }));
    expect(() => buildInvoice(long)).toThrow(/FaWiersz.*P_7/);
  });

  it('refuses an invoice of which nobody knows what it is worth', () => {
    expect(() => buildInvoice(invoiceData({ lines: [] }))).toThrow(
      expect.objectContaining({ code: 'MISSING_TOTALS' }),
    );
    expect(() => buildInvoice(invoiceData({ kind: 'ROZ' }))).toThrow(/settleAdvances/);
  });
});
