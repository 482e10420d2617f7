import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invoiceValidator } from '@ksef/validation';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { memoryPartStore, type SendBatchOptions, sendBatch } from '../../src/batch.js';
import {
  type InvoiceInput,
  type InvoiceResult,
  memoryJournal,
  type SendOptions,
  type SessionEvent,
  send,
} from '../../src/index.js';
import { runBatchProcess } from '../support/batch-process.js';
import { Crash, crashingAt } from '../support/crashing-journal.js';
import { invalidInvoice, validInvoice } from '../support/example-invoices.js';
import { collect, leapingClock, startKsef, type TestKsef } from '../support/ksef.js';

/** Windows does not tell by what signal a process ended. */
const onPosix = it.skipIf(process.platform === 'win32');
const validator = invoiceValidator();
let ksef: TestKsef;
let events: SessionEvent[];

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});

beforeEach(() => {
  ksef.emulator.control.reset();
  events = [];
});

afterAll(() => ksef.emulator.close());

const run = (source: Iterable<InvoiceInput>, options: Partial<SendBatchOptions> = {}) =>
  collect(
    sendBatch(ksef.api, source, {
      encryptor: ksef.encryptor,
      validator,
      onEvent: (event) => events.push(event),
      ...options,
    }),
  );
const judged = () => ksef.emulator.control.events('invoice-processed').length;
const statuses = (results: readonly InvoiceResult[]) =>
  results.map(({ status, error }) => (error as { code?: string } | undefined)?.code ?? status);
const of = <Type extends SessionEvent['type']>(type: Type) =>
  events.filter((event): event is Extract<SessionEvent, { type: Type }> => event.type === type);

/** Every third is invalid. */
const some = (count: number): InvoiceInput[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${index}.xml`,
    content: (index % 3 === 1 ? invalidInvoice : validInvoice)(`B/${index}`, `${index}`.repeat(100)),
  }));
const expected = (count: number) =>
  Array.from({ length: count }, (_, index) => (index % 3 === 1 ? 'INVALID_INVOICE' : 'accepted'));

describe('a batch with a validator', () => {
  it('leaves invalid invoices out of the package, and gives results in order', async () => {
    const results = await run(some(8));
    expect(statuses(results)).toEqual(expected(8));
    expect(results.map(({ index, name }) => [index, name])).toEqual(
      some(8).map(({ name }, index) => [index, name]),
    );
    expect(results[4]?.issues).toContainEqual(expect.objectContaining({ path: '/Faktura/Fa/P_15' }));
    expect(of('batch-built')).toMatchObject([{ invoiceCount: 5 }]);
    expect(judged()).toBe(5);
  });

  it('judges each once, also those that come when a package is full', async () => {
    let asked = 0;
    const counting: typeof validator = {
      validate: (invoice, sending) => {
        asked++;
        return validator.validate(invoice, sending);
      },
    };
    const results = await run(some(9), { validator: counting, limits: { maxInvoices: 2 } });
    expect(statuses(results)).toEqual(expected(9));
    expect(asked).toBe(9);
    expect(judged()).toBe(6);
  });

  it('opens no session when nothing is left', async () => {
    const results = await run([{ content: invalidInvoice('B/1') }, { content: invalidInvoice('B/2') }]);
    expect(statuses(results)).toEqual(['INVALID_INVOICE', 'INVALID_INVOICE']);
    expect(ksef.emulator.control.events('batch-opened')).toEqual([]);
  });

  it('sends them after all with validate: warn', async () => {
    const results = await run(some(3), { validate: 'warn' });
    expect(of('batch-built')).toMatchObject([{ invoiceCount: 3 }]);
    expect(of('invoice-issues').map(({ index, isRefused }) => [index, isRefused])).toContainEqual([1, false]);
    expect(results[1]?.issues).toContainEqual(expect.objectContaining({ rule: 'schema-value' }));
  });

  it('needs one for validate', async () => {
    await expect(run([], { validator: undefined, validate: 'refuse' })).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      input: 'validator',
    });
  });
});

describe('a batch run that resumes', () => {
  const sealingKey = new Uint8Array(32).fill(7);

  it('refuses again, and sends the others once, whichever line was the last', {
    timeout: 120_000,
  }, async () => {
    let lines = 0;
    for (let ended = false; !ended; lines++) {
      for (const when of ['before', 'after'] as const) {
        ksef.emulator.control.reset();
        const journal = memoryJournal();
        const options = {
          runId: 'run',
          sealingKey,
          partStore: memoryPartStore(),
          limits: { maxInvoices: 3 },
        };
        const stop = new AbortController();
        const first = crashingAt(journal, lines + 1, when, () => stop.abort(new Crash()));
        ended = await run(some(6), { ...options, journal: first, signal: stop.signal }).then(
          () => true,
          () => false,
        );
        const results = await run(some(6), { ...options, journal });
        expect(statuses(results)).toEqual(expected(6));
        expect(judged()).toBe(4);
        expect(await options.partStore.list('')).toEqual([]);
      }
    }
    expect(lines).toBeGreaterThan(8);
  });

  it('does not judge again what is packed, and sends what was refused once it passes', async () => {
    const options = { journal: memoryJournal(), runId: 'run', sealingKey, partStore: memoryPartStore() };
    const source = [{ content: validInvoice('B/0') }, { content: validInvoice('B/1'), offlineMode: true }];
    const strict = invoiceValidator({ rules: { 'law-counts-as-offline': 'error' } });
    // The rule looks at the second too, as it was raised by name.
    const onlyFirst: typeof strict = {
      validate: (invoice, sending) => (sending?.offlineMode ? validator : strict).validate(invoice, sending),
    };
    expect(statuses(await run(source, { ...options, validator: onlyFirst }))).toEqual([
      'INVALID_INVOICE',
      'accepted',
    ]);
    const results = await run(source, options);
    expect(statuses(results)).toEqual(['accepted', 'accepted']);
    expect(statuses(await run(source, { ...options, validator: strict }))).toEqual(['accepted', 'accepted']);
    expect(judged()).toBe(2);
  });

  onPosix('sends the others once, however often its process is killed', { timeout: 240_000 }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ksef-validated-'));
    try {
      const source = some(24);
      let killed = 0;
      for (;;) {
        const killAt = killed < 6 ? 3 + 8 * killed : 0;
        const ended = await runBatchProcess(ksef, { folder, source, killAt, validate: 'refuse' });
        if (ended === 'killed') {
          killed++;
          continue;
        }
        expect(ended.results.map(({ status, error }) => error ?? status)).toEqual(
          expected(24).map((one) =>
            one === 'accepted' ? one : expect.stringMatching(/^The invoice is not valid and was not sent/),
          ),
        );
        break;
      }
      expect(killed).toBeGreaterThan(2);
      expect(judged()).toBe(16);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('send with a validator', () => {
  it.each([
    ['online', 60_000],
    ['batch', -1],
  ])('refuses %s', async (mode, maxOnlineWaitMs) => {
    const options: SendOptions = {
      encryptor: ksef.encryptor,
      validator,
      maxOnlineWaitMs,
      onEvent: (event) => events.push(event),
    };
    const results = await collect(send(ksef.api, some(5), options));
    expect(of('mode-chosen')).toMatchObject([{ mode }]);
    expect(statuses(results)).toEqual(expected(5));
    expect(judged()).toBe(3);
  });

  it('needs one for validate, before anything is read', async () => {
    const source = (async function* (): AsyncGenerator<InvoiceInput> {
      yield* [];
      throw new Error('read');
    })();
    const options: SendOptions = { encryptor: ksef.encryptor, validate: 'warn' };
    await expect(collect(send(ksef.api, source, options))).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      input: 'validator',
    });
  });
});
