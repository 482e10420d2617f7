import { describe, expect, it } from 'vitest';
import { makeTestToken } from '../../src/make-test-token.js';
import type { Emulator } from '../../src/start-emulator.js';
import { onFreshEmulator } from '../fresh-emulator.js';
import { finalStatus, sendBatch, zip } from '../sessions/batch/support.js';
import { attachment, invoiceXml } from '../sessions/support.js';
import { call, redeem, startLogin } from '../support.js';
import { buyer, query, seller, stored } from './support.js';

let emulator: Emulator;
let bearer: string;
onFreshEmulator((fresh) => {
  ({ emulator, bearer } = fresh);
});

async function bearerOf(nip: string): Promise<string> {
  const context = { type: 'Nip', value: nip } as const;
  const login = await startLogin(emulator, {
    token: makeTestToken(context),
    more: { contextIdentifier: context },
  });
  return (await redeem(emulator, login)).body.accessToken.token;
}

const found = async (filters: object, page = 'pageSize=100') =>
  (await query(emulator, bearer, filters, page)).body.invoices.map(
    (one: { invoiceNumber: string }) => one.invoiceNumber,
  );

/** Sends invoices with what the tests look for. */
async function sendVariety(): Promise<void> {
  await call(emulator, 'POST', '/testdata/attachment', { body: { nip: seller } });
  const vary = (number: string, change: (xml: string) => string, options = {}) => ({
    name: `${number}.xml`,
    xml: change(invoiceXml(number, options)),
  });
  const amounts = '<P_13_1>100.00</P_13_1><P_14_1>23.00</P_14_1><P_13_6_1>1.50</P_13_6_1><P_15>124.50</P_15>';
  const third = `<Podmiot3><DaneIdentyfikacyjne><NIP>2222222222</NIP><Nazwa>T</Nazwa></DaneIdentyfikacyjne><Rola>4</Rola></Podmiot3>`;
  const authorized = `<PodmiotUpowazniony><DaneIdentyfikacyjne><NIP>3333333333</NIP><Nazwa>U</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>U</AdresL1></Adres><RolaPU>3</RolaPU></PodmiotUpowazniony>`;
  const reference = await sendBatch(
    emulator,
    bearer,
    await zip([
      vary('plain', (xml) => xml.replace('<P_15>123.00</P_15>', amounts)),
      vary('euro', (xml) =>
        xml
          .replace('PLN', 'EUR')
          .replace('<P_15>', '<P_13_1>10</P_13_1><P_14_1>2.30</P_14_1><P_14_1W>9.81</P_14_1W><P_15>'),
      ),
      vary('self', (xml) => xml.replace('<P_17>2</P_17>', '<P_17>1</P_17>')),
      vary('correction', (xml) => xml, { kind: 'KOR' }),
      vary('parties', (xml) => xml.replace('<Fa>', `${third}${authorized}<Fa>`)),
      vary('foreigner', (xml) =>
        xml.replace('<NIP>1111111111</NIP>', '<KodUE>DE</KodUE><NrVatUE>123456789</NrVatUE>'),
      ),
      vary('nobody', (xml) => xml.replace('<NIP>1111111111</NIP>', '<BrakID>1</BrakID>')),
      vary('attached', (xml) => xml, { extra: attachment }),
      vary('late', (xml) => xml, { day: '2026-11-20' }),
    ]),
  );
  await finalStatus(emulator, bearer, reference);
  emulator.control.advanceClock(1000);
}

describe('a metadata query', () => {
  it('shows what KSeF shows of an invoice', async () => {
    await sendVariety();
    const { body } = await query(emulator, bearer, stored(), 'pageSize=100');
    expect(body).toMatchObject({ hasMore: false, isTruncated: false });
    expect(body.invoices).toHaveLength(9);
    const [plain, euro, , correction, parties, foreigner, nobody, , late] = body.invoices;
    expect(plain).toMatchObject({
      invoiceNumber: 'plain',
      issueDate: '2026-11-24',
      seller: { nip: seller, name: 'Sprzedawca' },
      buyer: { identifier: { type: 'Nip', value: '1111111111' }, name: 'Nabywca' },
      netAmount: 101.5,
      vatAmount: 23,
      grossAmount: 124.5,
      currency: 'PLN',
      invoicingMode: 'Online',
      invoiceType: 'Vat',
      formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
      isSelfInvoicing: false,
      hasAttachment: false,
      thirdSubjects: [],
      authorizedSubject: null,
    });
    expect(plain.permanentStorageDate > plain.acquisitionDate).toBe(true);
    expect(plain.acquisitionDate >= plain.invoicingDate).toBe(true);
    expect(euro).toMatchObject({ currency: 'EUR', netAmount: 10, vatAmount: 9.81 });
    expect(correction.invoiceType).toBe('Kor');
    expect(parties).toMatchObject({
      thirdSubjects: [{ identifier: { type: 'Nip', value: '2222222222' }, role: 4 }],
      authorizedSubject: { nip: '3333333333', name: 'U', role: 3 },
    });
    expect(foreigner.buyer.identifier).toEqual({ type: 'VatUe', value: 'DE123456789' });
    expect(nobody.buyer.identifier).toEqual({ type: 'None', value: null });
    expect(late.invoicingMode).toBe('Offline');
  });

  it('filters by everything that the contract names', async () => {
    await sendVariety();
    const by = (more: object) => found(stored('Subject1', {}, more));
    expect(await by({ invoiceNumber: 'euro' })).toEqual(['euro']);
    expect(await by({ sellerNip: '1111111111' })).toEqual([]);
    expect(await by({ amount: { type: 'Brutto', from: 124, to: 125 } })).toEqual(['plain']);
    expect(await by({ amount: { type: 'Netto', from: 10, to: 10 } })).toEqual(['euro']);
    expect(await by({ amount: { type: 'Vat', from: 9.81, to: 9.81 } })).toEqual(['euro']);
    expect(await by({ currencyCodes: ['EUR', 'USD'] })).toEqual(['euro']);
    expect(await by({ invoicingMode: 'Offline' })).toEqual(['late']);
    expect(await by({ isSelfInvoicing: true })).toEqual(['self']);
    expect(await by({ hasAttachment: true })).toEqual(['attached']);
    expect(await by({ formType: 'PEF' })).toEqual([]);
    expect(await by({ formType: 'FA', invoiceTypes: ['Kor', 'Zal'] })).toEqual(['correction']);
    expect(await by({ buyerIdentifier: { type: 'VatUe', value: 'DE123456789' } })).toEqual(['foreigner']);
    expect(await by({ buyerIdentifier: { type: 'None' } })).toEqual(['nobody']);
    const { ksefNumber } = (await query(emulator, bearer, stored())).body.invoices[3];
    expect(await by({ ksefNumber })).toEqual(['correction']);
  });

  it('finds by the same filters what comes after a first query, in either order', async () => {
    const seed = (prefix: string, buyerNip: string) =>
      emulator.control.seedInvoices({
        count: 2,
        sellerNip: seller,
        buyerNip,
        numberPrefix: prefix,
        stepMs: 1000,
      });
    const buyers: readonly (readonly [string, string])[] = [
      ['one', buyer],
      ['other', '1111111111'],
    ];
    for (const round of ['a', 'b']) {
      for (const [name, nip] of buyers) seed(`${round}-${name}`, nip);
      for (const [name, value] of buyers) {
        const filters = stored('Subject1', {}, { buyerIdentifier: { type: 'Nip', value } });
        const expected = (round === 'a' ? ['a'] : ['a', 'b']).flatMap((one) => [
          `${one}-${name}/1`,
          `${one}-${name}/2`,
        ]);
        const both = await Promise.all(['Asc', 'Desc'].map((order) => found(filters, `sortOrder=${order}`)));
        expect(both[1]).toEqual([...both[0]].reverse());
        expect(both[0].sort()).toEqual(expected);
        expect(await found({ ...filters, currencyCodes: ['EUR'] })).toEqual([]);
        expect(await found({ ...filters, invoiceTypes: ['Vat'] })).toHaveLength(expected.length);
        expect(await found({ ...filters, invoiceNumber: `a-${name}/2` })).toEqual([`a-${name}/2`]);
      }
    }
  });

  it('lets each subject see its invoices, and download them', async () => {
    await sendVariety();
    const { ksefNumber } = (
      await query(emulator, bearer, stored('Subject1', {}, { invoiceNumber: 'parties' }))
    ).body.invoices[0];
    for (const [subjectType, nip] of [
      ['Subject2', '1111111111'],
      ['Subject3', '2222222222'],
      ['SubjectAuthorized', '3333333333'],
    ] as const) {
      const other = await bearerOf(nip);
      const { body } = await query(emulator, other, stored(subjectType), 'pageSize=100');
      expect(body.invoices.map((one: { invoiceNumber: string }) => one.invoiceNumber)).toContain('parties');
      expect((await query(emulator, other, stored('Subject1'))).body.invoices).toEqual([]);
      const download = await call(emulator, 'GET', `/invoices/ksef/${ksefNumber}`, { bearer: other });
      expect(download.body).toContain('<P_2>parties</P_2>');
    }
    const stranger = await bearerOf('4444444444');
    const refused = await call(emulator, 'GET', `/invoices/ksef/${ksefNumber}`, { bearer: stranger });
    expect(refused.body.exception.exceptionDetailList[0].exceptionCode).toBe(21164);
  });

  it('pages in both orders and by each date', async () => {
    emulator.control.seedInvoices({ count: 25, sellerNip: seller, buyerNip: buyer, numberPrefix: 'S' });
    const names = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => `S/${from + index}`);
    expect(await found(stored(), 'pageSize=10&pageOffset=1')).toEqual(names(11, 20));
    expect(await found(stored(), 'pageSize=10&pageOffset=2&sortOrder=Desc')).toEqual(names(1, 5).reverse());
    expect((await query(emulator, bearer, stored(), 'pageOffset=1')).body.hasMore).toBe(true);
    expect((await query(emulator, bearer, stored(), 'pageOffset=2')).body.hasMore).toBe(false);
    for (const dateType of ['Issue', 'Invoicing']) {
      const { body } = await query(emulator, bearer, stored('Subject1', { dateType }), 'pageSize=100');
      expect(body.permanentStorageHwmDate).toBeNull();
      expect(body.invoices).toHaveLength(25);
    }
    const { invoices } = (await query(emulator, bearer, stored(), 'pageSize=100')).body;
    const range = { from: invoices[4].permanentStorageDate, to: invoices[6].permanentStorageDate };
    expect(await found(stored('Subject1', range))).toEqual(names(5, 7));
  });

  it('is cut at the cap, to go on from the last date', async () => {
    emulator.control.seedInvoices({ count: 60, sellerNip: seller, buyerNip: buyer, numberPrefix: 'S' });
    emulator.control.setReceivingLimits({ maxResults: 25 });
    const last = (await query(emulator, bearer, stored(), 'pageSize=10&pageOffset=2')).body;
    expect(last).toMatchObject({ hasMore: true, isTruncated: true });
    expect(last.invoices).toHaveLength(5);
    expect((await query(emulator, bearer, stored(), 'pageSize=10&pageOffset=1')).body).toMatchObject({
      hasMore: true,
      isTruncated: false,
    });
    expect((await query(emulator, bearer, stored(), 'pageSize=10&pageOffset=3')).body.errors[0].code).toBe(
      21405,
    );
    const from = last.invoices[4].permanentStorageDate;
    expect((await found(stored('Subject1', { from })))[0]).toBe('S/25');
  });

  it('refuses by 21405 what breaks a rule, and by 21001 what cannot be read', async () => {
    const code = async (filters: object, page = '') =>
      (await query(emulator, bearer, filters, page)).body.errors?.[0].code;
    const range = (dateRange: object) => code(stored('Subject1', dateRange));
    const filter = (more: object) => code(stored('Subject1', {}, more));
    expect(await code({ subjectType: 'Subject1' })).toBe(21405);
    expect(await range({ to: '2026-10-01T00:00:00Z' })).toBe(21405);
    expect(await range({ from: '2026-08-16T08:00:00Z' })).toBe(21405);
    for (const page of ['pageSize=9', 'pageSize=251', 'pageOffset=-1', 'sortOrder=Up']) {
      expect(await code(stored(), page)).toBe(21405);
    }
    expect(await code({ ...stored(), subjectType: 'Subject9' })).toBe(21001);
    expect(await code([] as object)).toBe(21001);
    expect(await range({ dateType: 'Other' })).toBe(21001);
    expect(await range({ from: 'yesterday' })).toBe(21001);
    expect(await range({ restrictToPermanentStorageHwmDate: 'yes' })).toBe(21001);
    expect(await filter({ amount: { type: 'Big' } })).toBe(21001);
    expect(await filter({ amount: { type: 'Brutto', from: '1' } })).toBe(21001);
    expect(await filter({ currencyCodes: 'PLN' })).toBe(21001);
    expect(await filter({ hasAttachment: 'no' })).toBe(21001);
    expect(await filter({ sellerNip: 5265877635 })).toBe(21001);
    // What a newer contract may name does no harm.
    expect(await filter({ addedLater: { by: 1 } })).toBeUndefined();
  });

  it('says all that is wrong at once, unless something cannot be read at all', async () => {
    const wrong = { dateRange: {}, amount: {}, buyerIdentifier: {} };
    const details = async (filters: object) => (await query(emulator, bearer, filters)).body.errors;
    expect(await details(wrong)).toEqual([
      {
        code: 21405,
        description: 'Błąd walidacji danych wejściowych.',
        details: [
          'subjectType',
          'dateRange.dateType',
          'dateRange.from',
          'amount.type',
          'buyerIdentifier.type',
        ].map((name) => `'${name}' jest wymagane.`),
      },
    ]);
    expect(await details({ ...wrong, invoiceTypes: 'Vat' })).toMatchObject([
      { code: 21001, details: ["Nie można odczytać wartości 'invoiceTypes'."] },
    ]);
  });

  it('takes 100 days of UTC, and times without offset as Polish', async () => {
    const status = async (from: string, to: string) =>
      (await query(emulator, bearer, stored('Subject1', { from, to }))).status;
    expect(await status('2026-08-16T10:00:00Z', '2026-11-24T10:00:00Z')).toBe(200);
    expect(await status('2026-08-16T10:00:00Z', '2026-11-24T10:00:01Z')).toBe(400);
    // Summer time ended in between: the same hour by Polish clocks is an hour more by UTC.
    expect(await status('2026-08-16T12:00:00+02:00', '2026-11-24T11:00:00+01:00')).toBe(200);
    expect(await status('2026-08-16T12:00:00', '2026-11-24T11:00:00')).toBe(200);
    expect(await status('2026-08-16T12:00:00', '2026-11-24T12:00:00')).toBe(400);
    expect(await status('2026-11-30T00:00:00Z', '2027-03-10T00:00:00Z')).toBe(200);
  });
});

describe('the high-water mark', () => {
  const restricted = stored('Subject1', { restrictToPermanentStorageHwmDate: true });
  const mark = async (filters: object) =>
    (await query(emulator, bearer, filters)).body.permanentStorageHwmDate;

  it('follows the clock; an older range has its own end', async () => {
    expect(Date.parse(await mark(stored()))).toBeGreaterThanOrEqual(Date.parse('2026-11-24T10:00:00Z'));
    expect(await mark(stored('Subject1', { to: '2026-11-20T00:00:00Z' }))).toMatch(/^2026-11-20T00:00:00/);
    emulator.control.setHighWaterMark({ lagMs: 3_600_000 });
    expect(await mark(stored())).toMatch(/^2026-11-24T09:00/);
  });

  it('can be held: what comes after it is found, but not by queries restricted to it', async () => {
    emulator.control.seedInvoices({
      count: 3,
      sellerNip: seller,
      buyerNip: buyer,
      from: '2026-11-24T08:00:00Z',
    });
    emulator.control.seedInvoices({
      count: 2,
      sellerNip: seller,
      buyerNip: buyer,
      from: '2026-11-24T09:30:00Z',
    });
    emulator.control.setHighWaterMark({ heldAt: '2026-11-24T09:00:00Z' });
    expect(await mark(restricted)).toMatch(/^2026-11-24T09:00:00/);
    expect(await found(restricted)).toHaveLength(3);
    expect(await found(stored())).toHaveLength(5);
    const beyond = await query(
      emulator,
      bearer,
      stored('Subject1', { from: '2026-11-24T09:15:00Z', restrictToPermanentStorageHwmDate: true }),
    );
    expect(beyond.body.errors[0].code).toBe(21183);
    emulator.control.setHighWaterMark({ heldAt: null });
    expect(await found(restricted)).toHaveLength(5);
  });

  it('vouches for what it passed, but for invoices told to turn up late', async () => {
    emulator.control.hideInvoices(1, 60_000);
    const reference = await sendBatch(
      emulator,
      bearer,
      await zip(['1', '2'].map((name) => ({ name, xml: invoiceXml(name) }))),
    );
    await finalStatus(emulator, bearer, reference);
    emulator.control.advanceClock(1000);
    expect(await found(restricted)).toEqual(['2']);
    const passed = await mark(restricted);
    emulator.control.advanceClock(60_000);
    expect(await found(stored('Subject1', { to: passed }))).toEqual(['1', '2']);
  });
});
