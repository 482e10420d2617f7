import { readFileSync } from 'node:fs';
import { type Clock, nip, systemClock } from '@ksef/core';
import { type Emulator, makeTestToken, startEmulator } from '@ksef/emulator';
import { invoiceValidator } from '@ksef/validation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createKsef,
  type InvoiceResult,
  type InvoiceValidator,
  type KsefEvent,
  type KsefOptions,
} from '../src/index.js';
import { invoiceXml } from './support/invoice.js';

const seller = nip('5251230007');
const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 20), signal),
};
// The type of one package is that of the other.
const validator: InvoiceValidator = invoiceValidator();
let emulator: Emulator;
let events: KsefEvent[];

beforeAll(async () => {
  emulator = await startEmulator();
});
beforeEach(() => {
  emulator.control.reset();
  events = [];
});
afterAll(() => emulator.close());

const create = (options: Partial<KsefOptions> = {}) =>
  createKsef({
    environment: emulator.environment,
    credentials: { ksefToken: makeTestToken },
    context: seller,
    clock: hasty,
    validator,
    onEvent: (event) => events.push(event),
    ...options,
  });
const valid = (number: string) => invoiceXml(number, seller);
const invalid = (number: string) => valid(number).replace('<P_15>3936.00', '<P_15>3936,00');
/** KSeF rejects it, as the validator would. */
const future = (number: string) => valid(number).replace(/<P_1>[^<]*/, '<P_1>2049-01-01');
const many = () => [{ content: valid('C/1') }, { content: invalid('C/2') }, { content: valid('C/3') }];
const outcome = ({ status, error }: InvoiceResult) =>
  (error as { code?: string } | undefined)?.code ?? status;
const judged = () => emulator.control.events('invoice-processed').length;

async function outcomes(results: AsyncIterable<InvoiceResult>): Promise<string[]> {
  const all: string[] = [];
  for await (const result of results) all.push(outcome(result));
  return all;
}

describe('a client with a validator', () => {
  it('refuses one invoice before it opens a session', async () => {
    const result = await create({ validate: 'refuse' }).send(invalid('C/1'));
    expect(outcome(result)).toBe('INVALID_INVOICE');
    expect(result.issues).toContainEqual(
      expect.objectContaining({ path: '/Faktura/Fa/P_15', severity: 'error' }),
    );
    expect(events.filter(({ type }) => type === 'request')).toEqual([]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'invoice-issues', isRefused: true, context: expect.anything() }),
    );
  });

  it.each([
    ['send', (ksef: ReturnType<typeof create>) => ksef.send(many())],
    ['sendInvoices', (ksef: ReturnType<typeof create>) => ksef.sendInvoices(many())],
    ['sendBatch', (ksef: ReturnType<typeof create>) => ksef.sendBatch(many())],
  ])('refuses some of many: %s', async (_, send) => {
    expect(await outcomes(send(create()))).toEqual(['accepted', 'INVALID_INVOICE', 'accepted']);
    expect(judged()).toBe(2);
  });

  it('refuses in a sender', async () => {
    const sender = await create().openSender();
    expect(outcome(await sender.send({ content: invalid('C/1') }))).toBe('INVALID_INVOICE');
    expect(outcome(await sender.send({ content: valid('C/1') }))).toBe('accepted');
    await sender.close();
  });

  it('lets a call say otherwise, in every context', async () => {
    const ksef = create({ validate: 'refuse' }).inContext(seller).withPriority('interactive');
    const [warned, unchecked] = [
      await ksef.send(future('C/1'), { validate: 'warn' }),
      await ksef.send(future('C/2'), { validate: 'off' }),
    ];
    expect([warned.status, unchecked.status]).toEqual(['rejected', 'rejected']);
    expect(warned.issues).toContainEqual(expect.objectContaining({ rule: 'ksef-future-date' }));
    expect(unchecked.issues).toBeUndefined();
    const lenient = invoiceValidator({ rules: { 'ksef-future-date': 'off' } });
    expect((await ksef.send(future('C/3'), { validator: lenient })).status).toBe('rejected');
    expect(outcome(await ksef.send(future('C/4')))).toBe('INVALID_INVOICE');
  });

  it('takes one for a single call', async () => {
    const ksef = create({ validator: undefined });
    expect(outcome(await ksef.send(invalid('C/1'), { validator }))).toBe('INVALID_INVOICE');
    await expect(ksef.send(valid('C/1'), { validate: 'refuse' })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      input: 'validator',
    });
  });

  it.each([
    [{ validator: undefined, validate: 'refuse' as const }, 'validator'],
    [{ validator: {} as never }, 'validator'],
    [{ validate: 'always' as never }, 'validate'],
  ])('refuses %o by name', (options, input) => {
    expect(() => create(options)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', input }));
  });
});

it('installs no validator by itself', () => {
  const installed = new Set<string>();
  const add = (name: string) => {
    if (installed.has(name)) return;
    installed.add(name);
    const manifest = new URL(`../../${name}/package.json`, import.meta.url);
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
    for (const one of Object.keys(dependencies)) if (one.startsWith('@ksef/')) add(one.slice(6));
  };
  add('client');
  expect([...installed].filter((name) => ['validation', 'forms', 'schemas'].includes(name))).toEqual([]);
  expect(installed.has('sessions')).toBe(true);
});
