import { readFile } from 'node:fs/promises';
import { createApi } from '@ksef/api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sendBatch } from '../../src/batch.js';
import {
  type InvoiceInput,
  type InvoiceResult,
  memoryJournal,
  type SendOptions,
  type SessionEvent,
  type SessionJournal,
  send,
  sendInvoices,
} from '../../src/index.js';
import { onlineWaitMs } from '../../src/send/online-allowance.js';
import {
  allowAttachments,
  attachment,
  collect,
  invoiceXml,
  leapingClock,
  seller,
  startKsef,
  type TestKsef,
} from '../support/ksef.js';

let ksef: TestKsef;
let events: SessionEvent[];
let series = 0;

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
afterAll(() => ksef.emulator.close());
beforeEach(() => {
  events = [];
  series++;
});

const few = { onlineAllowance: { perMinute: 3, perHour: 10 }, maxOnlineWaitMs: 0 };

function run(
  source: Iterable<InvoiceInput> | AsyncIterable<InvoiceInput>,
  options: Partial<SendOptions> = few,
) {
  return send(ksef.api, source, {
    encryptor: ksef.encryptor,
    onEvent: (event) => events.push(event),
    ...options,
  });
}

function invoices(count: number): InvoiceInput[] {
  return Array.from({ length: count }, (_, index) => ({ content: invoiceXml(`S${series}/${index}`) }));
}

const mode = () => events.flatMap((event) => (event.type === 'mode-chosen' ? [event.mode] : []));
const kinds = (results: readonly InvoiceResult[]) =>
  results.map(({ sessionReferenceNumber }) => sessionReferenceNumber?.slice(9, 11));

describe('an invoice in FA (2)', () => {
  it.each(['online', 'batch'] as const)('is warned of where KSeF takes it no more: %s', async (mode) => {
    const content = invoiceXml('FA2/1')
      .replace('http://crd.gov.pl/wzor/2025/06/25/13775/', 'http://crd.gov.pl/wzor/2023/06/29/12648/')
      .replace('FA (3)', 'FA (2)')
      .replace('<WariantFormularza>3', '<WariantFormularza>2');
    for (const name of ['TEST', 'DEMO', 'PRD']) {
      const api = createApi({
        environment: { ...ksef.emulator.environment, name },
        accessToken: () => ksef.accessToken,
        context: seller,
      });
      const warnings: string[] = [];
      const options = {
        encryptor: ksef.encryptor,
        onEvent: (event: SessionEvent) => {
          if (event.type === 'warning') warnings.push(event.message);
        },
      };
      const one = [{ content }];
      const results = mode === 'online' ? sendInvoices(api, one, options) : sendBatch(api, one, options);
      expect((await collect(results))[0]?.invoice?.formCode.systemCode).toBe('FA (2)');
      expect(warnings).toEqual(name === 'TEST' ? [] : [`FA (2) is taken on TEST only, and this is ${name}.`]);
    }
  });
});

describe('send', () => {
  it('sends few online and many by batch, with the same results', async () => {
    const online = await collect(run(invoices(3)));
    expect(mode()).toEqual(['online']);
    expect(new Set(kinds(online))).toEqual(new Set(['SO']));
    events = [];
    series++;
    const batch = await collect(run(invoices(4)));
    expect(mode()).toEqual(['batch']);
    expect(new Set(kinds(batch))).toEqual(new Set(['SB']));
    for (const results of [online, batch]) {
      expect(results.map(({ index }) => index)).toEqual(results.map((_, index) => index));
      expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['accepted']));
    }
  });

  it('sends corrections online and attachments by batch, in one call, in order', async () => {
    await allowAttachments(ksef);
    const attached = invoiceXml(`S${series}/a`).replace('</Faktura>', `${attachment}</Faktura>`);
    const results = await collect(
      run([
        { content: attached },
        { content: invoiceXml(`S${series}/1`) },
        { content: invoiceXml(`S${series}/2`), offlineMode: true },
      ]),
    );
    expect(mode()).toEqual(['both']);
    expect(kinds(results)).toEqual(['SB', 'SO', 'SO']);
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2]);
    events = [];
    series++;
    const correction = {
      content: invoiceXml(`S${series}/c`),
      offlineMode: true,
      hashOfCorrectedInvoice: 'A'.repeat(43).concat('='),
    };
    const many = await collect(run([...invoices(4), correction]));
    expect(kinds(many).slice(0, 4)).toEqual(['SB', 'SB', 'SB', 'SB']);
    expect(many[4]?.error).not.toMatchObject({ code: 'CORRECTION_NEEDS_ONLINE' });
  });

  it('reads no more ahead than it needs to choose', async () => {
    let taken = 0;
    let atChoice = 0;
    function* counted() {
      for (const input of invoices(50)) {
        taken++;
        yield input;
      }
    }
    const results = await collect(
      run(counted(), {
        ...few,
        onEvent: (event) => {
          if (event.type === 'mode-chosen') atChoice = taken;
        },
      }),
    );
    expect(results).toHaveLength(50);
    expect(atChoice).toBe(4);
  });

  describe('when one mode is slow', () => {
    const correction = (number: string): InvoiceInput => ({
      content: invoiceXml(number),
      offlineMode: true,
      hashOfCorrectedInvoice: 'A'.repeat(43).concat('='),
    });

    it('takes no more of the source than it may hold results of, and loses none', {
      timeout: 60_000,
    }, async () => {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      let sends = 0;
      const slow = createApi({
        environment: ksef.emulator.environment,
        accessToken: () => ksef.accessToken,
        context: seller,
        clock: leapingClock(),
        fetch: async (...request) => {
          if (/sessions\/online\/[^/]+\/invoices$/.test(String(request[0])) && sends++ === 0) await released;
          return fetch(...request);
        },
      });
      const total = 160;
      let taken = 0;
      function* source() {
        yield correction(`S${series}/c`);
        for (; taken < total - 1; taken++)
          yield { content: invoiceXml(`S${series}/${taken}`, { note: 'x'.repeat(100_000) }) };
      }
      const batchResults = () => events.filter(({ type }) => type === 'batch-state').length;
      const results: InvoiceResult[] = [];
      const all = (async () => {
        const sent = send(slow, source(), {
          encryptor: ksef.encryptor,
          onEvent: (event) => events.push(event),
          ...few,
          maxHeldResults: 5,
          batch: { limits: { maxInvoices: 5 }, concurrency: 1 },
          online: { concurrency: 1 },
        });
        for await (const result of sent) results.push(result);
      })();
      // Until nothing has been taken for a while.
      for (let before = -1; before !== taken || batchResults() === 0; ) {
        before = taken;
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
      expect(results).toEqual([]);
      // Five held, three packages of five that are due, and some groups of five being read ahead.
      expect(taken).toBeGreaterThan(10);
      expect(taken).toBeLessThan(80);
      release();
      await all;
      expect(results.map(({ index }) => index)).toEqual(Array.from({ length: total }, (_, index) => index));
      expect(new Set(results.slice(1).map(({ status }) => status))).toEqual(new Set(['accepted']));
    });

    it('sends a package that is not full when its results are waited for', { timeout: 60_000 }, async () => {
      let first = () => {};
      const hasFirst = new Promise<void>((resolve) => {
        first = resolve;
      });
      async function* source() {
        yield* invoices(2);
        for (let index = 0; index < 12; index++) yield correction(`S${series}/c${index}`);
        // A source that lives on: no end of it lets the package go.
        await hasFirst;
        yield* invoices(3).slice(2);
      }
      const results: InvoiceResult[] = [];
      for await (const result of run(source(), { ...few, maxHeldResults: 4 })) {
        first();
        results.push(result);
      }
      expect(results.map(({ index }) => index)).toEqual(Array.from({ length: 15 }, (_, index) => index));
      expect(kinds(results).filter((kind) => kind === 'SB')).toHaveLength(3);
      expect(new Set([results[0], results[1], results[14]].map((one) => one?.status))).toEqual(
        new Set(['accepted']),
      );
    });

    it('holds no more results than allowed while nobody takes them', { timeout: 60_000 }, async () => {
      let finished = 0;
      let given = 0;
      function* source() {
        for (; given < 60; given++) yield correction(`S${series}/${given}`);
      }
      const sent = run(source(), {
        ...few,
        maxHeldResults: 3,
        online: { concurrency: 1, window: 4 },
        onEvent: ({ type }) => {
          if (type === 'invoice-finished') finished++;
        },
      });
      await sent.next();
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(given).toBeLessThan(20);
      expect(finished).toBeLessThan(20);
      let count = 1;
      for await (const _ of sent) count++;
      expect(count).toBe(60);
    });
  });

  it.each([0, -1, 1.5])('refuses maxHeldResults %d', async (maxHeldResults) => {
    await expect(collect(run(invoices(1), { maxHeldResults }))).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      input: 'maxHeldResults',
    });
  });

  it('finishes what came before a source failed, and passes the failure on', async () => {
    async function* failing() {
      yield* invoices(5);
      throw new Error('the database is gone');
    }
    const results: InvoiceResult[] = [];
    await expect(
      (async () => {
        for await (const result of run(failing())) results.push(result);
      })(),
    ).rejects.toThrow('the database is gone');
    expect(results).toHaveLength(5);
  });

  it('stops when told to, though its source hangs', async () => {
    const stop = new AbortController();
    async function* hanging() {
      yield* invoices(5);
      await new Promise(() => {});
    }
    setTimeout(() => stop.abort(new Error('enough')), 300);
    await expect(collect(run(hanging(), { ...few, signal: stop.signal }))).rejects.toThrow('enough');
  });

  it('stops when told to, though its source hangs before it has given what is looked at', async () => {
    const stop = new AbortController();
    let ended = false;
    async function* hanging() {
      try {
        yield* invoices(1);
        stop.abort(new Error('enough'));
        await new Promise((resolve) => setTimeout(resolve, 200));
      } finally {
        ended = true;
      }
    }
    await expect(collect(run(hanging(), { ...few, signal: stop.signal }))).rejects.toThrow('enough');
    expect(mode()).toEqual([]);
    await vi.waitFor(() => expect(ended).toBe(true));
  });

  it('does not wait for the results of a mode that has failed', { timeout: 60_000 }, async () => {
    const built = () => events.filter(({ type }) => type === 'batch-built').length;
    const kept = memoryJournal();
    let opened = 0;
    const failing: SessionJournal = {
      ...kept,
      async open(runId) {
        // The mode is chosen first.
        if (opened++ === 0) return kept.open(runId);
        await vi.waitUntil(() => built() > 2, { timeout: 20_000 });
        throw new Error('the journal is away');
      },
    };
    const correction = {
      content: invoiceXml('c'),
      hashOfCorrectedInvoice: 'A'.repeat(43).concat('='),
      offlineMode: true,
    };
    const source = [...invoices(1), correction, ...invoices(9).slice(1)];
    const results: InvoiceResult[] = [];
    const sent = run(source, {
      ...few,
      maxHeldResults: 2,
      batch: { limits: { maxInvoices: 1 } },
      online: { journal: failing, runId: 'run' },
    });
    await expect(
      (async () => {
        for await (const result of sent) results.push(result);
      })(),
    ).rejects.toThrow('the journal is away');
    expect(results.map(({ index, status }) => [index, status])).toEqual([[0, 'accepted']]);
  });

  it('gives nothing for nothing', async () => {
    expect(await collect(run([]))).toEqual([]);
  });

  it('loads nothing of batch sending before it is used', async () => {
    const built = await readFile(new URL('../../dist/index.js', import.meta.url), 'utf8');
    const imports = [...built.matchAll(/^(?:import|export)[^;]*?from ['"]([^'"]+)['"]/gms)].map(
      ([, from]) => from ?? '',
    );
    const texts = await Promise.all(
      imports
        .filter((from) => from.startsWith('.'))
        .map((from) => readFile(new URL(`../../dist/${from}`, import.meta.url), 'utf8')),
    );
    for (const text of [built, ...texts])
      expect(text).not.toMatch(/^import[^;]*from ['"](?:fflate|modern-tar|node:worker_threads)/m);
  });
});

describe('without an allowance given', () => {
  // A fault that only slows the question down tells how often it was asked.
  const asked = () =>
    ksef.emulator.control.events('fault').filter((event) => event.path === '/rate-limits').length;
  beforeEach(() => {
    ksef.emulator.control.addFault({ path: '/rate-limits', kind: 'delay', ms: 1, times: 9 });
  });
  afterEach(() => ksef.emulator.control.clearFaults());

  it('goes by what KSeF publishes as long as that is enough, and asks nothing', async () => {
    const before = asked();
    await collect(run(invoices(3), {}));
    expect(mode()).toEqual(['online']);
    expect(asked()).toBe(before);
  });

  it('asks KSeF before it packs: without limits 70 still go online', async () => {
    const before = asked();
    const results = await collect(run(invoices(70), {}));
    expect(mode()).toEqual(['online']);
    expect(asked()).toBe(before + 1);
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['accepted']));
  });

  it('goes by what KSeF publishes when KSeF does not tell', async () => {
    ksef.emulator.control.clearFaults();
    ksef.emulator.control.addFault({ path: '/rate-limits', kind: 'html', times: 9 });
    await collect(run(invoices(70), {}));
    expect(mode()).toEqual(['batch']);
  });
});

describe('onlineWaitMs', () => {
  it('knows no limit', () => {
    expect(
      onlineWaitMs(5_000, { perMinute: Number.POSITIVE_INFINITY, perHour: Number.POSITIVE_INFINITY }),
    ).toBe(0);
  });

  it('follows the limits of a minute and of an hour', () => {
    const allowance = { perMinute: 30, perHour: 180 };
    const waits = [0, 1, 30, 31, 60, 61, 180, 181, 211, 360].map(
      (count) => onlineWaitMs(count, allowance) / 60_000,
    );
    expect(waits).toEqual([0, 0, 0, 1, 1, 2, 5, 60, 61, 65]);
  });
});
