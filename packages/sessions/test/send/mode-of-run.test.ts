import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryPartStore, type PartStore } from '../../src/batch.js';
import {
  type InvoiceInput,
  memoryJournal,
  type SendOptions,
  type SessionEvent,
  type SessionJournal,
  send,
} from '../../src/index.js';
import { collect, invoiceXml, leapingClock, seller, startKsef, type TestKsef } from '../support/ksef.js';

/** A run of `send` that goes on after a crash. */
let ksef: TestKsef;
let journal: SessionJournal;
let partStore: PartStore;
let events: SessionEvent[];

beforeAll(async () => {
  ksef = await startKsef(leapingClock());
});
afterAll(() => ksef.emulator.close());
beforeEach(() => {
  ksef.emulator.control.reset();
  journal = memoryJournal();
  partStore = memoryPartStore();
});

const allowing = (perHour: number) => ({
  onlineAllowance: { perMinute: perHour, perHour },
  maxOnlineWaitMs: 0,
});
const sealingKey = new Uint8Array(32).fill(7);
const source: readonly InvoiceInput[] = Array.from({ length: 4 }, (_, index) => ({
  content: invoiceXml(`R/${index}`),
}));

function run(options: Partial<SendOptions>) {
  events = [];
  return send(ksef.api, source, {
    encryptor: ksef.encryptor,
    context: seller,
    online: { journal, runId: 'online' },
    batch: { journal, runId: 'batch', sealingKey, partStore },
    onEvent: (event) => events.push(event),
    ...options,
  });
}

const chosen = () => events.filter(({ type }) => type === 'mode-chosen');
const judged = () => ksef.emulator.control.events('invoice-processed').length;

describe('a run of send', () => {
  it.each([
    ['online', 10, 2],
    ['by batch', 2, 10],
  ])('that was begun %s goes on so, whatever KSeF allows by then', async (words, before, after) => {
    const mode = words.replace('by ', '');
    const first = await collect(run(allowing(before)));
    expect(chosen()).toMatchObject([{ mode, reason: expect.not.stringContaining('begun') }]);
    const again = await collect(run(allowing(after)));
    expect(chosen()).toMatchObject([{ mode, reason: `this run was begun ${words}.` }]);
    expect(again).toEqual(first);
    expect(again.map(({ status }) => status)).toEqual(Array(4).fill('accepted'));
    expect(judged()).toBe(4);
  });

  it('keeps its choice in the journal of batches where sending online has none', async () => {
    const options = { online: undefined };
    const first = await collect(run({ ...options, ...allowing(2) }));
    expect(await collect(run({ ...options, ...allowing(10) }))).toEqual(first);
    expect(judged()).toBe(4);
  });

  it('asks for no limits when it goes on', async () => {
    await collect(run(allowing(2)));
    const asked = () => ksef.emulator.control.events('fault').length;
    ksef.emulator.control.addFault({ path: '/rate-limits', kind: 'delay', ms: 1, times: 9 });
    await collect(run({ maxOnlineWaitMs: -1 }));
    expect(asked()).toBe(0);
  });

  it('lets go of its journal when it cannot choose', async () => {
    const failing = (async function* (): AsyncGenerator<InvoiceInput> {
      yield* [];
      throw new Error('the database is away');
    })();
    const sent = send(ksef.api, failing, {
      encryptor: ksef.encryptor,
      context: seller,
      online: { journal, runId: 'online' },
    });
    await expect(collect(sent)).rejects.toThrow('the database is away');
    expect((await collect(run(allowing(10)))).map(({ status }) => status)).toEqual(Array(4).fill('accepted'));
  });

  it('that was begun by batch says so where there are no threads', async () => {
    await collect(run(allowing(2)));
    const permission = { value: { has: (scope: string) => scope !== 'worker' } };
    vi.stubGlobal('process', Object.create(process, { permission }));
    try {
      await expect(collect(run(allowing(10)))).rejects.toMatchObject({
        code: 'NO_THREADS',
        message: expect.stringContaining('this run was begun by batch'),
      });
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
