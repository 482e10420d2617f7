import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectiveNumber } from '../../src/collective-identifiers/collective-number.js';
import { makeTestToken } from '../../src/make-test-token.js';
import { type Emulator, startEmulator } from '../../src/start-emulator.js';
import { accessToken, call, redeem, startLogin } from '../support.js';

const seller = '5265877635';
const buyer = '7352765225';
const stranger = '5251230007';

let emulator: Emulator;
let bearers: Record<'seller' | 'buyer' | 'stranger', string>;
let numbers: string[];
beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(async () => {
  emulator.control.reset();
  const of = async (value: string) =>
    (await redeem(emulator, await logIn(value))).body.accessToken.token as string;
  bearers = { seller: await accessToken(emulator), buyer: await of(buyer), stranger: await of(stranger) };
  emulator.control.seedInvoices({ count: 3, sellerNip: seller, buyerNip: buyer, stepMs: 1000 });
  emulator.control.seedInvoices({ count: 1, sellerNip: stranger, buyerNip: buyer });
  numbers = await ksefNumbers();
});
afterAll(() => emulator.close());

function logIn(value: string) {
  const contextIdentifier = { type: 'Nip', value } as const;
  return startLogin(emulator, { token: makeTestToken(contextIdentifier), more: { contextIdentifier } });
}

async function ksefNumbers(): Promise<string[]> {
  const dateRange = { dateType: 'PermanentStorage', from: new Date(Date.now() - 60_000).toISOString() };
  const { body } = await call(emulator, 'POST', '/invoices/query/metadata', {
    bearer: bearers.buyer,
    body: { subjectType: 'Subject2', dateRange },
  });
  return body.invoices.map(({ ksefNumber }: { ksefNumber: string }) => ksefNumber);
}

type Who = keyof typeof bearers;
const ask = async (who: Who, path: string, body: unknown, headers: Record<string, string> = {}) =>
  call(emulator, 'POST', `/collective-identifiers${path}`, {
    bearer: bearers[who],
    body,
    headers: { 'x-error-format': 'problem-details', ...headers },
  });
const make = (who: Who, invoices: unknown[]) => ask(who, '', { invoices });
const plain = (...indexes: number[]) => indexes.map((index) => ({ ksefNumber: numbers[index] }));
const today = () => ({
  dateCreatedFrom: new Date(Date.now() - 60_000).toISOString(),
  dateCreatedTo: new Date(Date.now() + 60_000).toISOString(),
});
const codeOf = (answer: { body: { errors?: { code: number }[] } }) => answer.body.errors?.[0]?.code;

describe('a collective identifier', () => {
  it('has the number of the contract’s own example', () => {
    expect(collectiveNumber('1111111111', Date.parse('2026-07-01T00:00:00Z'), '65ED02180000')).toBe(
      '1111111111-IZ202607-65ED02180000-E7',
    );
  });

  it('is made by a party, and seen by who made it and by the seller', async () => {
    const payment = { amount: 12.5, currency: 'PLN' };
    const made = await make('buyer', [{ ksefNumber: numbers[0], payment, description: 'x' }, ...plain(1)]);
    expect(made.status).toBe(201);
    const number = made.body.collectiveIdentifierNumber;
    expect(number).toMatch(/^5265877635-IZ\d{6}-[0-9A-F]{12}-[0-9A-F]{2}$/);
    const listed = async (who: Who) => (await ask(who, '/query', today())).body.collectiveIdentifiers;
    const common = { collectiveIdentifierNumber: number, invoiceCount: 2, dateCreated: expect.any(String) };
    expect(await listed('buyer')).toEqual([{ ...common, createdInCurrentContext: true }]);
    expect(await listed('seller')).toEqual([{ ...common, createdInCurrentContext: false }]);
    expect(await listed('stranger')).toEqual([]);

    const invoices = async (who: Who) =>
      (await ask(who, '/invoices', { collectiveIdentifierNumbers: [number] })).body.invoices;
    const [first, second] = [...numbers.slice(0, 2)].sort().reverse();
    const of = (ksefNumber: string | undefined) =>
      ksefNumber === numbers[0] ? { payment, description: 'x' } : { payment: null, description: null };
    const item = (ksefNumber: string | undefined) => ({ ksefNumber, collectiveIdentifierNumber: number });
    expect(await invoices('seller')).toEqual([
      { ...item(first), ...of(first), detailsHidden: false },
      { ...item(second), ...of(second), detailsHidden: false },
    ]);
    for (const one of await invoices('stranger')) {
      expect(one).not.toHaveProperty('payment');
      expect(one).not.toHaveProperty('description');
      expect(one.detailsHidden).toBe(one.ksefNumber === numbers[0]);
    }
  });

  it('is found by the KSeF number of its invoices, for their parties', async () => {
    const { body } = await make('seller', plain(0, 1));
    const by = async (who: Who, index: number) => {
      const path = `/collective-identifiers/ksef/${numbers[index]}`;
      return (await call(emulator, 'GET', path, { bearer: bearers[who] })).body.collectiveIdentifiers;
    };
    expect(await by('buyer', 0)).toEqual([
      {
        collectiveIdentifierNumber: body.collectiveIdentifierNumber,
        createdInCurrentContext: false,
        dateCreated: expect.any(String),
      },
    ]);
    expect(await by('buyer', 2)).toEqual([]);
    expect(await by('stranger', 0)).toEqual([]);
  });

  it('is refused by the code that says why', async () => {
    const unknown = '5265877635-20250826-0100001AF629-AF';
    expect(codeOf(await make('seller', [...plain(0), { ksefNumber: unknown }]))).toBe(71001);
    expect(codeOf(await make('stranger', plain(0, 1)))).toBe(71001);
    expect(codeOf(await make('buyer', plain(0, 3)))).toBe(71004);
    expect(codeOf(await make('buyer', plain(0, 0)))).toBe(71005);
    for (const bad of [plain(0), [...plain(0), { ksefNumber: 'x' }], []])
      expect(codeOf(await make('buyer', bad))).toBe(21405);
    expect(codeOf(await make('buyer', [...plain(0), 5]))).toBe(21001);
    const payment = { amount: '1', currency: 'PLN' };
    expect(codeOf(await make('buyer', [...plain(0), { ksefNumber: numbers[1], payment }]))).toBe(21001);
    for (let i = 0; i < 132; i++) expect((await make('buyer', plain(0, 1))).status).toBe(201);
    expect(codeOf(await make('buyer', plain(1, 2)))).toBe(71002);
    expect((await make('seller', plain(1, 2))).status).toBe(201);
  });

  it('is listed in pages and by filters, within 100 days', async () => {
    for (let i = 0; i < 12; i++) await make('buyer', i % 2 ? plain(0, 1) : plain(0, 1, 2));
    const first = (await ask('buyer', '/query?pageSize=10', today())).body;
    expect(first.collectiveIdentifiers).toHaveLength(10);
    const rest = (
      await ask('buyer', '/query?pageSize=10', today(), { 'x-continuation-token': first.continuationToken })
    ).body;
    expect([rest.collectiveIdentifiers.length, rest.continuationToken]).toEqual([2, null]);
    const dates = [...first.collectiveIdentifiers, ...rest.collectiveIdentifiers].map(
      (one) => one.dateCreated,
    );
    expect(dates).toEqual([...dates].sort().reverse());
    const count = async (who: Who, more: object) =>
      (await ask(who, '/query?pageSize=100', { ...today(), ...more })).body.collectiveIdentifiers.length;
    expect(await count('buyer', { invoiceCountFrom: 3 })).toBe(6);
    expect(await count('buyer', { invoiceCountTo: 2 })).toBe(6);
    expect(await count('seller', { createdInCurrentContext: true })).toBe(0);
    const number = rest.collectiveIdentifiers[0].collectiveIdentifierNumber;
    expect(await count('seller', { collectiveIdentifierNumber: number })).toBe(1);
    const long = { ...today(), dateCreatedFrom: new Date(Date.now() - 101 * 86_400_000).toISOString() };
    expect(codeOf(await ask('buyer', '/query', long))).toBe(21405);
    expect(codeOf(await ask('buyer', '/query', today(), { 'x-continuation-token': 'x' }))).toBe(21418);
  });
});
