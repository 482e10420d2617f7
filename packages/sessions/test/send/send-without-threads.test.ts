import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryPartStore } from '../../src/batch.js';
import {
  type InvoiceInput,
  memoryJournal,
  type SendOptions,
  type SessionEvent,
  send,
} from '../../src/index.js';
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

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
afterAll(() => ksef.emulator.close());
beforeEach(async () => {
  ksef.emulator.control.reset();
  await allowAttachments(ksef);
  events = [];
  // As Node's permission model has it without --allow-worker.
  const permission = { value: { has: (scope: string) => scope !== 'worker' } };
  vi.stubGlobal('process', Object.create(process, { permission }));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function run(source: Iterable<InvoiceInput>, options: Partial<SendOptions> = {}) {
  return send(ksef.api, source, {
    encryptor: ksef.encryptor,
    onlineAllowance: { perMinute: 3, perHour: 10 },
    maxOnlineWaitMs: 0,
    context: seller,
    onEvent: (event) => events.push(event),
    ...options,
  });
}

const invoices = (count: number): InvoiceInput[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}`, content: invoiceXml(`N/${index}`) }));
const attached = (name: string): InvoiceInput => ({
  name,
  content: invoiceXml(`N/${name}`).replace('</Faktura>', `${attachment}</Faktura>`),
});
const chosen = () => events.filter(({ type }) => type === 'mode-chosen');
const opened = () => ksef.emulator.control.events('session-opened').length;

describe('send where there are no threads', () => {
  it('sends many online, and says why', async () => {
    const results = await collect(run(invoices(8)));
    expect(results.map(({ status, name }) => [status, name])).toEqual(
      invoices(8).map(({ name }) => ['accepted', name]),
    );
    expect(results.every((one) => one.sessionReferenceNumber?.includes('-SO-'))).toBe(true);
    expect(chosen()).toEqual([
      {
        type: 'mode-chosen',
        mode: 'online',
        reason:
          "more than 3 invoices would have to wait too long for KSeF's limits online; no batch can be made: Node's permission model forbids worker threads here: start Node with --allow-worker.",
        onlineWaitMs: 60_000,
      },
    ]);
  });

  it('sends few online without a word about it', async () => {
    await collect(run(invoices(2)));
    expect(chosen()).toMatchObject([{ mode: 'online', reason: expect.not.stringContaining('worker') }]);
  });

  it.each([
    ['among the first inputs', 1, /attachments fail: Node's permission model/],
    ['later', 6, /^[^;]*; no batch[^;]*$/],
  ])('fails inputs with attachments by themselves, which go by batch only: %s', async (_, place, reason) => {
    const source = invoices(8);
    source[place] = attached('scan');
    source[place + 1] = attached('map');
    const results = await collect(run(source));
    const expected = source.map((__, index) => ({ index, status: 'accepted' as string }));
    for (const index of [place, place + 1]) expected[index] = { index, status: 'failed' };
    expect(results.map(({ index, status }) => ({ index, status }))).toEqual(expected);
    for (const [index, name] of [
      [place, 'scan'],
      [place + 1, 'map'],
    ] as const) {
      expect(results[index]).toMatchObject({
        name,
        error: {
          code: 'NO_THREADS',
          message: expect.stringMatching(/attachments by batch only.*--allow-worker/),
        },
      });
    }
    expect(chosen()).toMatchObject([{ mode: 'online', reason: expect.stringMatching(reason) }]);
    expect(opened()).toBe(1);
  });

  it('does not leave the attachments of a longer source waiting for what comes after them', async () => {
    const source = Array.from({ length: 12 }, (_, index) => attached(`${index}`));
    const results = await collect(run(source, { maxHeldResults: 1 }));
    expect(results.map(({ status }) => status)).toEqual(Array(12).fill('failed'));
    expect(opened()).toBe(0);
  });

  it('lets a long source end when the results are not wanted any more, though it has taken few of them yet', async () => {
    let ended = false;
    function* source() {
      try {
        for (let index = 0; ; index++) yield { content: invoiceXml(`N/${index}`) };
      } finally {
        ended = true;
      }
    }
    const options = {
      online: { concurrency: 1, window: 1 },
      onlineAllowance: { perMinute: 40, perHour: 40 },
    };
    for await (const _ of run(source(), options)) break;
    expect(ended).toBe(true);
  });

  it('sends nothing online without a journal for one who has given one for batches', async () => {
    const batch = { journal: memoryJournal(), runId: 'run', sealingKey: new Uint8Array(32) };
    const journaled = { batch: { ...batch, partStore: memoryPartStore() } };
    let ended = false;
    function* source() {
      try {
        yield* invoices(8);
      } finally {
        ended = true;
      }
    }
    await expect(collect(run(source(), journaled))).rejects.toMatchObject({
      code: 'NO_THREADS',
      message: expect.stringContaining('online: { journal, runId }'),
    });
    expect(opened()).toBe(0);
    expect(ended).toBe(true);
    const online = { journal: memoryJournal(), runId: 'run' };
    const results = await collect(run(invoices(8), { ...journaled, online }));
    expect(results.map(({ status }) => status)).toEqual(Array(8).fill('accepted'));
  });
});
