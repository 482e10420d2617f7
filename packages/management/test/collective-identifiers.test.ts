import { collectiveIdentifier, makeKsefNumber, nip, runInContext } from '@ksef/core';
import { type Emulator, startEmulator } from '@ksef/emulator';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inGroups } from '../src/collective-identifiers/in-groups.js';
import { collectiveIdentifiers, splitPaymentTitle, transferTitle } from '../src/index.js';
import { collect, company, office, sealClient } from './support/company.js';

const otherSeller = '5251230007';

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.control.reset();
  emulator.control.setClock(new Date().toISOString());
});
afterAll(() => emulator.close());

const clientOf = async (taxpayer: string) =>
  (await sealClient(emulator, taxpayer)).extend(collectiveIdentifiers).inContext(nip(taxpayer));

/** KSeF numbers of invoices from a seller to the company. */
async function invoicesFrom(sellerNip: string, count: number): Promise<string[]> {
  emulator.control.seedInvoices({ count, sellerNip, buyerNip: company });
  const seller = await clientOf(sellerNip);
  const from = new Date(Date.now() - 86_400_000).toISOString();
  const filters = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } } as const;
  return (await collect(seller.queryMetadata(filters))).map(({ ksefNumber }) => ksefNumber);
}

describe('collectiveIdentifiers', () => {
  it('names invoices of several sellers, in as many identifiers as the limit needs', async () => {
    const many = await invoicesFrom(office, 501);
    const [alone = ''] = await invoicesFrom(otherSeller, 1);
    const ksef = await clientOf(company);
    const made = await collect(ksef.collectiveIdentifiers.create([alone, ...many]));
    expect(made.map(({ invoices }) => invoices.length)).toEqual([1, 251, 250]);
    expect(made[0]).toMatchObject({ number: alone, isCollective: false, sellerNip: otherSeller });
    for (const { number, isCollective, sellerNip } of made.slice(1)) {
      expect(collectiveIdentifier(number)).toBe(number);
      expect([isCollective, sellerNip]).toEqual([true, office]);
    }
    expect(made.slice(1).flatMap(({ invoices }) => invoices.map(({ ksefNumber }) => ksefNumber))).toEqual(
      many,
    );

    const seller = await clientOf(office);
    const numbers = made.slice(1).map(({ number }) => number);
    const found = await collect(seller.collectiveIdentifiers.expand(numbers));
    expect(found.map(({ ksefNumber }) => ksefNumber).sort()).toEqual([...many].sort());
    expect(await collect(seller.collectiveIdentifiers.ofInvoice(many[0] ?? ''))).toMatchObject([
      { collectiveIdentifierNumber: numbers[0], createdInCurrentContext: false },
    ]);
  }, 60_000);

  it('tells the seller the amounts', async () => {
    const [first = '', second = ''] = await invoicesFrom(office, 2);
    const payment = { amount: '1230.50', currency: 'PLN' };
    const ksef = await clientOf(company);
    const invoices = [{ ksefNumber: first, payment, description: 'in part' }, second];
    const [made] = await collect(ksef.collectiveIdentifiers.create(invoices));
    const shown = await collect((await clientOf(office)).collectiveIdentifiers.expand(made?.number ?? ''));
    expect(shown.find(({ ksefNumber }) => ksefNumber === first)).toMatchObject({
      payment: { amount: 1230.5, currency: 'PLN' },
      description: 'in part',
      collectiveIdentifierNumber: made?.number,
    });
  });

  it('finds the identifier whose response was lost, and creates no second', async () => {
    const numbers = await invoicesFrom(office, 3);
    const ksef = await clientOf(company);
    await collect(ksef.collectiveIdentifiers.create(numbers.slice(0, 2)));
    emulator.control.addFault({ path: '/collective-identifiers', method: 'POST', kind: 'cutAfter' });
    const [made] = await collect(ksef.collectiveIdentifiers.create(numbers));
    emulator.control.assertAllFaultsStruck();
    const listed = await collect(ksef.collectiveIdentifiers.list());
    expect(listed).toHaveLength(2);
    expect(listed.find(({ invoiceCount }) => invoiceCount === 3)?.collectiveIdentifierNumber).toBe(
      made?.number,
    );
  });

  it('creates it after all where nothing had arrived', async () => {
    const numbers = await invoicesFrom(office, 2);
    const ksef = await clientOf(company);
    await ksef.login();
    emulator.control.addFault({ path: '/collective-identifiers', method: 'POST', kind: 'cutBefore' });
    const [made] = await collect(ksef.collectiveIdentifiers.create(numbers));
    emulator.control.assertAllFaultsStruck();
    expect(await collect(ksef.collectiveIdentifiers.list())).toMatchObject([
      { collectiveIdentifierNumber: made?.number },
    ]);
  });

  it('lists years, window by window, each identifier once', async () => {
    const day = 86_400_000;
    const numbers = await invoicesFrom(office, 2);
    const ksef = await clientOf(company);
    const expected: string[] = [];
    for (let index = 0; index < 3; index++) {
      if (index > 0) emulator.control.advanceClock(99 * day);
      const [made] = await collect(ksef.collectiveIdentifiers.create(numbers));
      expected.unshift(made?.number ?? '');
    }
    const to = new Date(Date.now() + 400 * day);
    const from = new Date(Date.now() - 150 * day);
    const found = await collect(ksef.collectiveIdentifiers.list({ from, to }));
    expect(found.map(({ collectiveIdentifierNumber }) => collectiveIdentifierNumber)).toEqual(expected);
    expect(await collect(ksef.collectiveIdentifiers.list({ from, to, isOwn: false }))).toEqual([]);
    expect(await collect(ksef.collectiveIdentifiers.list({ from, to, number: expected[1] }))).toHaveLength(1);
    // A border on the very instant of one.
    const border = new Date(Date.parse(found[1]?.dateCreated ?? '') + 100 * day);
    const again = await collect(ksef.collectiveIdentifiers.list({ from, to: border }));
    expect(again.map(({ collectiveIdentifierNumber }) => collectiveIdentifierNumber)).toEqual(expected);
  });

  it('works in the context of the call', async () => {
    const numbers = await invoicesFrom(office, 4);
    const ksef = (await sealClient(emulator, company)).extend(collectiveIdentifiers);
    const making = runInContext(nip(company), () =>
      ksef.collectiveIdentifiers.create(numbers, { maxInvoices: 2 }),
    );
    const made = await runInContext(nip(otherSeller), () => collect(making));
    const expanding = runInContext(nip(company), () =>
      ksef.collectiveIdentifiers.expand(made.map(({ number }) => number)),
    );
    expect(await runInContext(nip(otherSeller), () => collect(expanding))).toHaveLength(4);
  });

  it('passes on why KSeF refuses', async () => {
    const unknown = ['65ED02180000', '65ED02180001'].map((technicalPart) =>
      makeKsefNumber({ sellerNip: office, acceptedOn: '2026-07-01', technicalPart }),
    );
    const ksef = await clientOf(company);
    await expect(collect(ksef.collectiveIdentifiers.create(unknown))).rejects.toMatchObject({
      code: 'API_ERROR',
      errors: [{ code: 71001 }],
    });
  });

  it('refuses what cannot be right before the network', async () => {
    const number = '5265877635-20250826-0100001AF629-AF';
    const wrong = number.replace('-AF', '-AE');
    const ksef = await clientOf(company);
    const { create, expand, list } = ksef.collectiveIdentifiers;
    const refused = async (invoices: unknown, code: string) =>
      expect(collect(create(invoices as never))).rejects.toMatchObject({ code });
    await refused([number, number], 'REPEATED_INVOICE');
    await refused([number, wrong], 'INVALID_KSEF_NUMBER');
    await refused([{ ksefNumber: number, amount: 5 }], 'INVALID_OPTION');
    await refused([{ ksefNumber: number, payment: { amount: '1,50', currency: 'PLN' } }], 'INVALID_OPTION');
    await refused([{ ksefNumber: number, description: 'x'.repeat(513) }], 'INVALID_OPTION');
    await refused(7, 'INVALID_OPTION');
    expect(() => expand('1111111111-IZ202607-65ED02180000-E8')).toThrow(/checksum/);
    expect(() => list({ from: 'yesterday' })).toThrow(/from must be/);
    expect(() => create([], { maxInvoices: 5_001 })).toThrow(/maxInvoices/);
    expect(emulator.control.events('redeem')).toEqual([]);
  });
});

describe('groups', () => {
  it('hold everything in order, two to the limit each, alone only where it cannot be otherwise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 2, max: 20 }), (count, most) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const groups = inGroups(items, most);
        expect(groups.flat()).toEqual(items);
        const alone = groups.filter(({ length }) => length === 1).length;
        expect(alone).toBe(count === 1 || (most === 2 && count % 2 === 1) ? 1 : 0);
        expect(groups.every(({ length }) => length > 0 && length <= most)).toBe(true);
        expect(groups.length).toBe(Math.ceil(count / most));
      }),
    );
  });
});

describe('titles of transfers', () => {
  const identifier = '1111111111-IZ202607-65ED02180000-E7';
  const number = '5265877635-20250826-0100001AF629-AF';

  it('hold three numbers and a short text', () => {
    expect(transferTitle([identifier], { text: 'FV 7/2026' })).toBe(`${identifier} FV 7/2026`);
    expect(transferTitle([identifier, number, number])).toHaveLength(107);
    expect(() => transferTitle([identifier, number, number, number])).toThrow(
      /has 143 characters, and 140 fit/,
    );
    expect(() => transferTitle([identifier], { text: 'a\nb' })).toThrow(/one line/);
    expect(() => transferTitle([])).toThrow(/numbers must be/);
    expect(() => transferTitle([identifier.replace('-E7', '-E8')])).toThrow(/wrong checksum/);
    expect(() => transferTitle([number.replace('-AF', '-A0')])).toThrow(/wrong checksum/);
  });

  it('have the form of split payment', () => {
    expect(splitPaymentTitle({ number: identifier, vatAmount: '23.5', text: 'FV 7/2026' })).toBe(
      `/VAT/23,50/IDC/1111111111/INV/${identifier}/TXT/FV 7/2026`,
    );
    expect(splitPaymentTitle({ number, vatAmount: 230, sellerNip: '7811900008' })).toBe(
      `/VAT/230,00/IDC/7811900008/INV/${number}`,
    );
    for (const wrong of [{ vatAmount: '1,5' }, { vatAmount: '1.555' }, { text: 'x'.repeat(34) }, { vat: 5 }])
      expect(() => splitPaymentTitle({ number, vatAmount: '1', ...wrong })).toThrow(/vat|text/);
  });
});
