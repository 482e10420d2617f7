import { elementAt, readXmlTree } from '@ksef/forms/xml';
import { validateInvoice } from '@ksef/validation';
import { describe, expect, it } from 'vitest';
import { buildInvoice, correctInvoice, correctToZero, type InvoiceData } from '../src/index.js';
import { invoiceData, now } from './support/data.js';

const ksefNumber = '5265877635-20260201-0100001AF629-AF';
const change = { number: 'KOR 1', issueDate: '2026-11-28', reason: 'Rabat', ksefNumber };

async function flawless(data: InvoiceData) {
  const { xml, model } = buildInvoice(data);
  const { issues } = await validateInvoice(xml, { now });
  expect(issues.map(({ rule, path }) => `${rule} ${path}`)).toEqual([]);
  return { fa: model.Fa, textAt: (path: string) => elementAt(readXmlTree(xml), `/Faktura/Fa/${path}`)?.text };
}

describe('what users of other programs ran into', () => {
  it('odoo#263604: a lower price by difference is a positive quantity with a negative value', async () => {
    const original = invoiceData({ lines: [{ name: 'x', quantity: 1, netPrice: '100.00', rate: '23' }] });
    const lines = [{ name: 'x', quantity: 1, netPrice: '70.00', rate: '23' as const }];
    const { fa } = await flawless(correctInvoice(original, { ...change, method: 'difference', lines }));
    expect(fa.FaWiersz).toMatchObject([{ P_8B: '1', P_9A: '-30', P_11: '-30.00' }]);
    expect(fa).toMatchObject({ P_13_1: '-30.00', P_14_1: '-6.90', P_15: '-36.90' });
  });

  it('odoo#288286: NrKSeF with the number, or NrKSeFN without one, never both', async () => {
    const { fa } = await flawless(correctToZero(invoiceData(), change));
    expect(fa.DaneFaKorygowanej).toEqual([
      expect.objectContaining({ NrKSeF: '1', NrKSeFFaKorygowanej: ksefNumber }),
    ]);
    expect(fa.DaneFaKorygowanej?.[0]).not.toHaveProperty('NrKSeFN');
    const outside = await flawless(correctToZero(invoiceData(), { ...change, ksefNumber: undefined }));
    expect(outside.fa.DaneFaKorygowanej?.[0]).toMatchObject({ NrKSeFN: '1' });
    expect(outside.fa.DaneFaKorygowanej?.[0]).not.toHaveProperty('NrKSeF');
  });

  it('odoo#256906, #254246: in another currency the total is in it, and the rate is PLN for one unit, by line', async () => {
    const { textAt } = await flawless(invoiceData({ currency: 'EUR', exchangeRate: '4.2512' }));
    expect(textAt('P_15')).toBe('2460.00');
    expect(textAt('FaWiersz/KursWaluty')).toBe('4.2512');
    expect(textAt('KursWalutyZ')).toBeUndefined();
    expect(textAt('P_14_1W')).toBe('1955.55');
  });

  it('odoo#263764: reverse charge sets P_18 and P_13_10', async () => {
    const { textAt } = await flawless(invoiceData({ lines: [{ name: 'x', net: '100', rate: 'oo' }] }));
    expect([textAt('Adnotacje/P_18'), textAt('P_13_10')]).toEqual(['1', '100.00']);
  });

  it('odoo#263812: a price keeps its decimals', async () => {
    const lines = [{ name: 'x', quantity: 2, netPrice: '10.005', rate: '23' as const }];
    const { textAt } = await flawless(invoiceData({ lines }));
    expect([textAt('FaWiersz/P_9A'), textAt('FaWiersz/P_11')]).toEqual(['10.005', '20.01']);
  });

  it('profak#121: an invoice of a margin scheme has P_13_11, and its lines have no rate', async () => {
    const lines = [{ name: 'Auto', quantity: 1, grossPrice: '9000.00' }];
    const { textAt } = await flawless(invoiceData({ lines, annotations: { margin: 'secondHand' } }));
    expect([textAt('P_13_11'), textAt('P_15')]).toEqual(['9000.00', '9000.00']);
    expect([textAt('FaWiersz/P_12'), textAt('Adnotacje/PMarzy/P_PMarzy_3_1')]).toEqual([undefined, '1']);
  });

  it('profak#143: the tax in PLN has two decimals, from the tax as it is stated', async () => {
    const lines = [{ name: 'x', net: '439.02', rate: '23' as const }];
    const { textAt } = await flawless(invoiceData({ lines, currency: 'EUR', exchangeRate: '4.289' }));
    expect([textAt('P_14_1'), textAt('P_14_1W')]).toEqual(['100.97', '433.06']);
  });

  it('profak#84: a correction to zero leaves the payment of the original out', async () => {
    const paid = invoiceData({ payment: { paidOn: '2026-11-28', means: 'card' } });
    const { fa } = await flawless(correctToZero(paid, change));
    expect(fa.Platnosc).toBeUndefined();
  });

  it('profak#152: a correction of an address alone has its own number, and both addresses', async () => {
    const original = invoiceData();
    const buyer = { ...original.buyer, address: 'ul. Nowa 3, 30-002 Kraków' };
    const { fa, textAt } = await flawless(correctInvoice(original, { ...change, buyer }));
    expect([fa.P_2, textAt('Podmiot2K/Adres/AdresL1')]).toEqual(['KOR 1', 'ul. Polna 2, 30-002 Kraków']);
  });
});
