import { invoiceValidator } from '@ksef/validation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type InvoiceInput,
  type InvoiceResult,
  type InvoiceValidator,
  memoryJournal,
  openSender,
  type SendInvoicesOptions,
  type SessionEvent,
  type SessionJournal,
  sendInvoices,
} from '../../src/index.js';
import { Crash, crashingAt } from '../support/crashing-journal.js';
import { futureInvoice, invalidInvoice, validInvoice } from '../support/example-invoices.js';
import { collect, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

const validator = invoiceValidator();
let ksef: TestKsef;
let events: SessionEvent[];
let requests: string[];

beforeAll(async () => {
  ksef = await startKsef(leapingClock(), async (input, init) => {
    requests?.push(`${init?.method ?? 'GET'} ${input instanceof Request ? input.url : input}`);
    return fetch(input, init);
  });
});

beforeEach(() => {
  ksef.emulator.control.reset();
  events = [];
  requests = [];
});

afterAll(() => ksef.emulator.close());

const send = (source: Iterable<InvoiceInput>, options: Partial<SendInvoicesOptions> = {}) =>
  collect(
    sendInvoices(ksef.api, source, {
      encryptor: ksef.encryptor,
      validator,
      onEvent: (event) => events.push(event),
      ...options,
    }),
  );
const of = <Type extends SessionEvent['type']>(type: Type) =>
  events.filter((event): event is Extract<SessionEvent, { type: Type }> => event.type === type);
const judged = () => ksef.emulator.control.events('invoice-processed').length;
const statuses = (results: readonly InvoiceResult[]) =>
  results.map(({ status, error }) => (error as { code?: string } | undefined)?.code ?? status);
const mixed = (): InvoiceInput[] => [
  { name: 'a.xml', content: validInvoice('V/1') },
  { name: 'b.xml', content: invalidInvoice('V/2') },
  { name: 'c.xml', content: validInvoice('V/3') },
];

describe('validate: refuse', () => {
  it('gives what is invalid its own result, in order, and sends the others', async () => {
    const results = await send(mixed());
    expect(statuses(results)).toEqual(['accepted', 'INVALID_INVOICE', 'accepted']);
    expect(results[1]).toMatchObject({
      index: 1,
      name: 'b.xml',
      status: 'failed',
      invoice: { invoiceNumber: 'V/2' },
      invoiceHash: expect.any(String),
      error: {
        message: expect.stringMatching(/^The invoice is not valid and was not sent: P_15: .* \(line 41\)/),
      },
    });
    expect(results[1]?.issues).toContainEqual(
      expect.objectContaining({
        rule: 'schema-value',
        severity: 'error',
        path: '/Faktura/Fa/P_15',
        message: { en: expect.any(String), pl: expect.any(String) },
      }),
    );
    expect(of('invoice-sent')).toHaveLength(2);
    expect(judged()).toBe(2);
  });

  it('goes nowhere near the network with it', async () => {
    const [result] = await send([{ content: invalidInvoice('V/1') }]);
    expect(result?.status).toBe('failed');
    expect(requests).toEqual([]);
  });

  it('tells of warnings, and sends', async () => {
    const [result] = await send([{ content: validInvoice('V/1') }]);
    expect(result?.status).toBe('accepted');
    expect(result?.issues?.map(({ rule, severity }) => [rule, severity])).toEqual([
      ['law-counts-as-offline', 'warning'],
    ]);
    expect(of('invoice-issues')).toMatchObject([{ isRefused: false, errorCount: 0, warningCount: 1 }]);
  });

  it('knows how an invoice is sent', async () => {
    const [result] = await send([{ content: validInvoice('V/1'), offlineMode: true }]);
    expect(result).toMatchObject({ status: 'accepted' });
    expect(result?.issues).toBeUndefined();
    expect(of('invoice-issues')).toEqual([]);
  });

  it('leaves the texts, which quote the invoice, out of events', async () => {
    await send([{ name: 'b.xml', content: invalidInvoice('V/1') }]);
    expect(of('invoice-issues')).toMatchObject([
      { index: 0, name: 'b.xml', isRefused: true, errorCount: 1, issues: [{ path: '/Faktura/Fa/P_15' }, {}] },
    ]);
    expect(JSON.stringify(events)).not.toContain('3936,00');
  });

  it('keeps the code of what cannot be read, without asking the validator', async () => {
    let asked = 0;
    const counting: InvoiceValidator = {
      validate: (invoice, sending) => {
        asked++;
        return validator.validate(invoice, sending);
      },
    };
    const results = await send([{ content: '<Faktura' }, { content: validInvoice('V/1') }], {
      validator: counting,
    });
    expect(statuses(results)).toEqual(['INVALID_XML', 'accepted']);
    expect(asked).toBe(1);
  });
});

describe('validate: warn and off', () => {
  it('warn sends what is invalid, and gives what KSeF says', async () => {
    const source = mixed().with(1, { name: 'b.xml', content: futureInvoice('V/2') });
    const results = await send(source, { validate: 'warn' });
    expect(results.map(({ status }) => status)).toEqual(['accepted', 'rejected', 'accepted']);
    expect(results[1]?.issues).toContainEqual(expect.objectContaining({ rule: 'ksef-future-date' }));
    expect(of('invoice-issues')).toContainEqual(
      expect.objectContaining({ name: 'b.xml', isRefused: false, errorCount: 1 }),
    );
  });

  it('off asks no validator', async () => {
    const never: InvoiceValidator = { validate: () => Promise.reject(new Error('asked')) };
    const [result] = await send([{ content: validInvoice('V/1') }], { validator: never, validate: 'off' });
    expect(result).toMatchObject({ status: 'accepted' });
    expect(events.map(({ type }) => type)).not.toContain('invoice-issues');
  });
});

describe('a validator that does not work', () => {
  const broken: readonly (readonly [string, InvoiceValidator])[] = [
    ['rejects', { validate: () => Promise.reject(new Error('no memory.')) }],
    [
      'throws',
      {
        validate: () => {
          throw new Error('no memory.');
        },
      },
    ], // prettier-ignore
    ['returns nothing', { validate: async () => undefined as never }],
    ['returns odd issues', { validate: async () => ({ isValid: true, issues: [null] as never }) }],
  ];

  it.each(broken)('which %s: refuse sends nothing', async (_, wrong) => {
    const results = await send(mixed(), { validator: wrong });
    expect(statuses(results)).toEqual(Array(3).fill('VALIDATOR_FAILED'));
    expect(requests).toEqual([]);
  });

  it.each(broken)('which %s: warn sends, and tells', async (_, wrong) => {
    const [result] = await send(mixed().slice(0, 1), { validator: wrong, validate: 'warn' });
    expect(result?.status).toBe('accepted');
    expect(of('warning')).toMatchObject([{ message: expect.stringContaining('sent without validation') }]);
  });

  it('does not hold up an abort', async () => {
    const stop = new AbortController();
    const hanging: InvoiceValidator = {
      validate: () => {
        queueMicrotask(() => stop.abort(new Crash()));
        return new Promise(() => {});
      },
    };
    await expect(send(mixed(), { validator: hanging, signal: stop.signal })).rejects.toThrow(Crash);
    expect(judged()).toBe(0);
  });

  it.each([
    [{ validator: undefined, validate: 'refuse' as const }, 'validator'],
    [{ validator: { check() {} } as never }, 'validator'],
    [{ validate: 'ask' as never }, 'validate'],
  ])('is refused as an option: %o', async (options, input) => {
    await expect(send([], options)).rejects.toMatchObject({ code: 'INVALID_OPTION', input });
  });
});

describe('a run that resumes', () => {
  it('refuses again, and sends the others once, whichever line was the last', {
    timeout: 120_000,
  }, async () => {
    let lines = 0;
    for (let ended = false; !ended; lines++) {
      for (const when of ['before', 'after'] as const) {
        ksef.emulator.control.reset();
        const journal = memoryJournal();
        const stop = new AbortController();
        const first = crashingAt(journal, lines + 1, when, () => stop.abort(new Crash()));
        ended = await send(mixed(), { journal: first, runId: 'run', signal: stop.signal }).then(
          () => true,
          () => false,
        );
        const results = await send(mixed(), { journal, runId: 'run' });
        expect(statuses(results)).toEqual(['accepted', 'INVALID_INVOICE', 'accepted']);
        expect(judged()).toBe(2);
      }
    }
    expect(lines).toBeGreaterThan(6);
  });

  it('does not judge again what may be on its way: KSeF decides', async () => {
    const journal = memoryJournal();
    const stop = new AbortController();
    const source = [{ content: futureInvoice('V/1') }];
    // The third line says that the invoice leaves, the fourth that KSeF has it.
    const first = crashingAt(journal, 4, 'before', () => stop.abort(new Crash()));
    const run = { runId: 'run', validate: 'warn' } as const;
    await send(source, { ...run, journal: first, signal: stop.signal }).catch(() => {});
    const [result] = await send(source, { journal, runId: 'run' });
    expect(result?.status).toBe('rejected');
    expect(judged()).toBe(1);
  });

  it('keeps what KSeF has decided, though it would refuse it now', async () => {
    const journal = memoryJournal();
    const source = [{ content: validInvoice('V/1') }];
    const [before] = await send(source, { journal, runId: 'run' });
    const strict = invoiceValidator({ rules: { 'law-counts-as-offline': 'error' } });
    const [after] = await send(source, { journal, runId: 'run', validator: strict });
    expect(before?.status).toBe('accepted');
    expect(after).toMatchObject({ status: 'accepted', ksefNumber: before?.ksefNumber });
    expect(judged()).toBe(1);
  });

  it('sends what was refused before once the validator lets it pass', async () => {
    const journal = memoryJournal();
    const source = [{ content: validInvoice('V/1') }];
    const strict = invoiceValidator({ rules: { 'law-counts-as-offline': 'error' } });
    expect(statuses(await send(source, { journal, runId: 'run', validator: strict }))).toEqual([
      'INVALID_INVOICE',
    ]);
    expect(statuses(await send(source, { journal, runId: 'run' }))).toEqual(['accepted']);
    expect(judged()).toBe(1);
  });
});

describe('a sender', () => {
  const open = (journal: SessionJournal) =>
    openSender(ksef.api, { encryptor: ksef.encryptor, validator, journal, runId: 'shop' });

  it('refuses each time, sends the corrected one, and resumes', async () => {
    const journal = memoryJournal();
    const sender = await open(journal);
    for (let time = 0; time < 2; time++)
      expect(statuses([await sender.send({ content: invalidInvoice('V/1') })])).toEqual(['INVALID_INVOICE']);
    expect(requests).toEqual([]);
    const corrected = await sender.send({ content: validInvoice('V/1') });
    expect(corrected.status).toBe('accepted');
    await sender.close();
    const successor = await open(journal);
    const again = await successor.send({ content: validInvoice('V/1') });
    expect(again.ksefNumber).toBe(corrected.ksefNumber);
    await successor.close();
    expect(judged()).toBe(1);
  });
});
