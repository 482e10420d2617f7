import { describe, expect, it } from 'vitest';
import { listRules, validateInvoice } from '../src/index.js';
import { type InvoiceParts, invoice, line, thirdParty } from './support/invoice.js';

const now = new Date('2026-11-28T12:00:00Z');
const corrected = (more: string) =>
  `<DaneFaKorygowanej><DataWystFaKorygowanej>2026-10-01</DataWystFaKorygowanej><NrFaKorygowanej>FV 0</NrFaKorygowanej>${more}</DaneFaKorygowanej>`;
const inKsef =
  '<NrKSeF>1</NrKSeF><NrKSeFFaKorygowanej>5265877635-20260201-0100001AF629-AF</NrKSeFFaKorygowanej>';
const payment = (more: string) => `<Platnosc>${more}</Platnosc>`;

interface Case {
  readonly rule: string;
  readonly path: string;
  readonly wrong: InvoiceParts;
  readonly right: InvoiceParts;
}

const body = '/Faktura/Fa';
const cases: readonly Case[] = [
  {
    rule: 'ksef-future-date',
    path: `${body}/P_1`,
    wrong: { date: '2026-11-29' },
    right: { date: '2026-11-28' },
  },
  {
    rule: 'ksef-nip-checksum',
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NIP',
    wrong: { buyer: '<NIP>1234567890</NIP><Nazwa>Nabywca</Nazwa>' },
    right: {},
  },
  {
    rule: 'ksef-internal-id-checksum',
    path: '/Faktura/Podmiot3/DaneIdentyfikacyjne/IDWew',
    wrong: { third: thirdParty('<IDWew>5265877635-12345</IDWew>', '<Rola>2</Rola>') },
    right: {},
  },
  {
    rule: 'law-jst-third-party',
    path: '/Faktura/Podmiot2/JST',
    wrong: { markers: '<JST>1</JST><GV>2</GV>' },
    right: {
      markers: '<JST>1</JST><GV>2</GV>',
      third: thirdParty('<NIP>5265877635</NIP>', '<Rola>8</Rola>'),
    },
  },
  {
    rule: 'law-vat-group-third-party',
    path: '/Faktura/Podmiot2/GV',
    wrong: { markers: '<JST>2</JST><GV>1</GV>' },
    right: {
      markers: '<JST>2</JST><GV>1</GV>',
      third: thirdParty('<NIP>5265877635</NIP>', '<Rola>10</Rola>'),
    },
  },
  {
    rule: 'law-nip-in-its-place',
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrID',
    wrong: { buyer: '<NrID>526-587-76-35</NrID><Nazwa>Nabywca</Nazwa>' },
    right: { buyer: '<KodKraju>US</KodKraju><NrID>5265877635</NrID><Nazwa>Nabywca</Nazwa>' },
  },
  {
    rule: 'law-third-party-role',
    path: '/Faktura/Podmiot3/Udzial',
    wrong: { third: thirdParty('<NIP>5265877635</NIP>', '<Rola>2</Rola><Udzial>50</Udzial>') },
    right: { third: thirdParty('<NIP>5265877635</NIP>', '<Rola>4</Rola><Udzial>50</Udzial>') },
  },
  {
    rule: 'law-self-billing-issuer',
    path: '/Faktura/Podmiot3/Rola',
    wrong: { p17: '1', third: thirdParty('<NIP>5265877635</NIP>', '<Rola>5</Rola>') },
    right: { p17: '1' },
  },
  {
    rule: 'law-supply-date',
    path: `${body}/FaWiersz/P_6A`,
    wrong: { lines: line('1', '23', '100.00').replace('<P_7>', '<P_6A>2026-11-27</P_6A><P_7>') },
    right: {
      afterNumber: '',
      lines: line('1', '23', '100.00').replace('<P_7>', '<P_6A>2026-11-27</P_6A><P_7>'),
    },
  },
  {
    rule: 'law-kind-needs',
    path: `${body}/RodzajFaktury`,
    wrong: { kind: 'KOR' },
    right: { kind: 'KOR', afterKind: corrected(inKsef) },
  },
  {
    rule: 'law-corrected-number',
    path: `${body}/DaneFaKorygowanej`,
    wrong: { kind: 'KOR', afterKind: corrected('<NrKSeF>1</NrKSeF>') },
    right: { kind: 'KOR', afterKind: corrected('<NrKSeFN>1</NrKSeFN>') },
  },
  {
    rule: 'law-advance-rate',
    path: `${body}/KursWalutyZ`,
    wrong: { afterTotal: '<KursWalutyZ>4.25</KursWalutyZ>' },
    right: {},
  },
  {
    rule: 'law-tax-in-pln',
    path: `${body}/P_14_1`,
    wrong: { currency: 'EUR' },
    right: {
      currency: 'EUR',
      sums: '<P_13_1>100.00</P_13_1><P_14_1>23.00</P_14_1><P_14_1W>98.00</P_14_1W>',
    },
  },
  {
    rule: 'law-annotation-groups',
    path: `${body}/Adnotacje/Zwolnienie`,
    wrong: { exemption: '<P_19>1</P_19>' },
    right: { exemption: '<P_19>1</P_19><P_19A>art. 113 ust. 1</P_19A>' },
  },
  {
    rule: 'law-reverse-charge-parties',
    path: `${body}/FaWiersz/P_12`,
    wrong: {
      buyer: '<KodUE>DE</KodUE><NrVatUE>123456789</NrVatUE><Nazwa>Käufer</Nazwa>',
      sums: '<P_13_10>100.00</P_13_10>',
      total: '100.00',
      p18: '1',
      lines: line('1', 'oo', '100.00'),
    },
    right: { sums: '<P_13_10>100.00</P_13_10>', total: '100.00', p18: '1', lines: line('1', 'oo', '100.00') },
  },
  {
    rule: 'law-outside-poland',
    path: `${body}/P_13_8`,
    wrong: { sums: '<P_13_8>100.00</P_13_8>', total: '100.00', lines: line('1', 'np II', '100.00') },
    right: { sums: '<P_13_8>100.00</P_13_8>', total: '100.00', lines: line('1', 'np I', '100.00') },
  },
  {
    rule: 'law-line-sums',
    path: `${body}/P_13_1`,
    wrong: { lines: line('1', '23', '90.00') },
    right: { lines: line('1', '23', '60.01') + line('2', '23', '40.00') },
  },
  {
    rule: 'law-tax-amounts',
    path: `${body}/P_14_1`,
    wrong: { sums: '<P_13_1>100.00</P_13_1><P_14_1>25.00</P_14_1>', total: '125.00' },
    right: { sums: '<P_13_1>100.00</P_13_1><P_14_1>23.01</P_14_1>', total: '123.01' },
  },
  {
    rule: 'law-total',
    path: `${body}/P_15`,
    wrong: { total: '130.00' },
    right: { total: '123.01' },
  },
  {
    rule: 'law-net-or-gross',
    path: `${body}/FaWiersz`,
    wrong: {
      lines:
        '<FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>Towar</P_7><P_9A>100</P_9A><P_9B>123</P_9B><P_11>100.00</P_11><P_12>23</P_12></FaWiersz>',
    },
    right: {
      lines:
        '<FaWiersz><NrWierszaFa>1</NrWierszaFa><P_7>Towar</P_7><P_9B>123</P_9B><P_11A>123.00</P_11A><P_12>23</P_12></FaWiersz>',
    },
  },
  {
    rule: 'law-line-numbers',
    path: `${body}/FaWiersz[2]/NrWierszaFa`,
    wrong: { lines: line('1', '23', '50.00') + line('1', '23', '50.00') },
    right: { lines: line('1', '23', '50.00') + line('2', '23', '50.00') },
  },
  {
    rule: 'law-negative-amounts',
    path: `${body}/FaWiersz[2]/P_11`,
    wrong: { lines: line('1', '23', '110.00') + line('2', '23', '-10.00') },
    right: {
      kind: 'KOR',
      afterKind: corrected(inKsef),
      lines: line('1', '23', '110.00') + line('2', '23', '-10.00'),
    },
  },
  {
    rule: 'law-payment',
    path: `${body}/Platnosc/Zaplacono`,
    wrong: { afterLines: payment('<Zaplacono>1</Zaplacono>') },
    right: { afterLines: payment('<Zaplacono>1</Zaplacono><DataZaplaty>2026-11-28</DataZaplaty>') },
  },
  {
    rule: 'law-account-number',
    path: `${body}/Platnosc/RachunekBankowy/NrRB`,
    wrong: {
      afterLines: payment('<RachunekBankowy><NrRB>61109010140000071219812875</NrRB></RachunekBankowy>'),
    },
    right: {
      afterLines: payment('<RachunekBankowy><NrRB>61109010140000071219812874</NrRB></RachunekBankowy>'),
    },
  },
  {
    rule: 'law-payment-identifier',
    path: `${body}/Platnosc/IPKSeF`,
    wrong: { afterLines: payment('<IPKSeF>123</IPKSeF>') },
    right: { afterLines: payment('<IPKSeF>abc1234567890</IPKSeF>') },
  },
  {
    rule: 'law-agreed-rate',
    path: `${body}/WarunkiTransakcji/WalutaUmowna`,
    wrong: {
      afterLines:
        '<WarunkiTransakcji><KursUmowny>4.2</KursUmowny><WalutaUmowna>PLN</WalutaUmowna></WarunkiTransakcji>',
    },
    right: {
      afterLines:
        '<WarunkiTransakcji><KursUmowny>4.2</KursUmowny><WalutaUmowna>EUR</WalutaUmowna></WarunkiTransakcji>',
    },
  },
  {
    rule: 'law-buyer-nip',
    path: `${body}/Podmiot2K/DaneIdentyfikacyjne/NIP`,
    wrong: {
      kind: 'KOR',
      afterKind: `${corrected(inKsef)}<Podmiot2K><DaneIdentyfikacyjne><NIP>5265877635</NIP><Nazwa>A</Nazwa></DaneIdentyfikacyjne></Podmiot2K>`,
    },
    right: {
      kind: 'KOR',
      afterKind: `${corrected(inKsef)}<Podmiot2K><DaneIdentyfikacyjne><NIP>1111111111</NIP><Nazwa>A</Nazwa></DaneIdentyfikacyjne></Podmiot2K>`,
    },
  },
  {
    rule: 'law-period',
    path: `${body}/OkresFa`,
    wrong: { afterNumber: '<OkresFa><P_6_Od>2026-11-30</P_6_Od><P_6_Do>2026-11-01</P_6_Do></OkresFa>' },
    right: { afterNumber: '<OkresFa><P_6_Od>2026-11-01</P_6_Od><P_6_Do>2026-11-30</P_6_Do></OkresFa>' },
  },
  {
    rule: 'law-old-date',
    path: `${body}/P_1`,
    wrong: { date: '2025-11-27' },
    right: { date: '2025-11-28' },
  },
  {
    rule: 'law-counts-as-offline',
    path: `${body}/P_1`,
    wrong: { date: '2026-11-27' },
    right: { date: '2026-11-28' },
  },
  {
    rule: 'law-eu-vat-number',
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrVatUE',
    wrong: { buyer: '<KodUE>DE</KodUE><NrVatUE>DE12345678</NrVatUE><Nazwa>K</Nazwa>' },
    right: { buyer: '<KodUE>DE</KodUE><NrVatUE>123456789</NrVatUE><Nazwa>K</Nazwa>' },
  },
];

async function found(parts: InvoiceParts): Promise<{ rule: string; path: string }[]> {
  const { issues } = await validateInvoice(invoice(parts), { now, stages: ['ksef', 'law'] });
  return issues.map(({ rule, path }) => ({ rule, path }));
}

describe('rules beyond the schema', () => {
  it('find nothing in a plain invoice', async () => {
    expect(await validateInvoice(invoice(), { now })).toEqual({ isValid: true, form: 'fa3', issues: [] });
  });

  it.each(cases)('$rule', async ({ rule, path, wrong, right }) => {
    expect(await found(wrong)).toContainEqual({ rule, path });
    expect((await found(right)).filter((issue) => issue.rule === rule)).toEqual([]);
  });

  it('ksef-form: the form of the session', async () => {
    const { issues } = await validateInvoice(invoice(), { now, form: 'fa2' });
    expect(issues).toMatchObject([{ rule: 'ksef-form', path: '/Faktura', severity: 'error' }]);
  });

  it('ksef-attachment-online: attachments by batch only', async () => {
    const block =
      '<Zalacznik><BlokDanych><MetaDane><ZKlucz>a</ZKlucz><ZWartosc>b</ZWartosc></MetaDane></BlokDanych></Zalacznik>';
    const bytes = invoice({ afterBody: block });
    const online = await validateInvoice(bytes, { now, sentBy: 'online' });
    expect(online.issues).toMatchObject([{ rule: 'ksef-attachment-online', path: '/Faktura/Zalacznik' }]);
    expect((await validateInvoice(bytes, { now, sentBy: 'batch' })).issues).toEqual([]);
  });

  it('have a case each', () => {
    const tested = new Set([...cases.map(({ rule }) => rule), 'ksef-form', 'ksef-attachment-online']);
    expect(
      listRules()
        .filter(({ stage }) => stage === 'ksef' || stage === 'law')
        .map(({ id }) => id)
        .filter((id) => !tested.has(id)),
    ).toEqual([]);
  });

  it('can be switched off and raised', async () => {
    const bytes = invoice({ date: '2026-11-27' });
    const off = await validateInvoice(bytes, { now, rules: { 'law-counts-as-offline': 'off' } });
    expect(off.issues).toEqual([]);
    const raised = await validateInvoice(bytes, { now, rules: { 'law-counts-as-offline': 'error' } });
    expect(raised).toMatchObject({ isValid: false, issues: [{ severity: 'error' }] });
  });

  it('know the day in Warsaw, not in UTC', async () => {
    const bytes = invoice({ date: '2026-11-29' });
    const justAfterMidnight = new Date('2026-11-28T23:30:00Z');
    expect((await validateInvoice(bytes, { now: justAfterMidnight })).issues).toEqual([]);
  });
});
