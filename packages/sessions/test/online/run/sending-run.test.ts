import { createApi } from '@ksef/api';
import { customEnvironment } from '@ksef/core';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type JournalEntry,
  memoryJournal,
  type SessionEvent,
  type SessionJournal,
} from '../../../src/index.js';
import { SendingRun } from '../../../src/online/run/sending-run.js';
import { collect, seller } from '../../support/ksef.js';

const nobody = 'http://127.0.0.1:1';
const api = createApi({
  environment: customEnvironment({ name: 'here', apiUrl: nobody, qrUrl: nobody }),
  retries: 0,
});
const sent = (referenceNumber: string, sessionReferenceNumber = 'one', sends = 1) => ({
  referenceNumber,
  sessionReferenceNumber,
  invoiceHash: 'h',
  sends,
});
const input = (index: number) => ({ index, name: `${index}.xml` });
let journal: SessionJournal;
let events: SessionEvent[];
let run: SendingRun;

beforeEach(async () => {
  journal = memoryJournal();
  events = [];
  run = await open();
});

const open = (store = journal) =>
  SendingRun.open(api, {
    journal: store,
    runId: 'run',
    call: { context: seller },
    onEvent: (event) => events.push(event),
  });

async function entries(): Promise<JournalEntry[]> {
  const reader = await journal.open('run');
  try {
    return await collect(reader.entries());
  } finally {
    await reader.close();
  }
}

describe('an input that has failed and may be given again', () => {
  beforeEach(() => run.rememberInputs());

  it('is known by where it left for, and by what KSeF gave it', async () => {
    const record = run.recordOf('h', input(0));
    expect(record.known).toBeUndefined();
    await record.sending('one');
    await record.sending('two');
    run.putBack(0);
    const again = run.recordOf('h', input(1));
    expect(again.pending).toMatchObject({ id: 1, session: 'two', earlierSessions: ['one'], sends: 1 });
    expect(again.pending?.referenceNumber).toBeUndefined();
    await again.sent(sent('r', 'two', 3));
    run.putBack(1);
    expect(run.recordOf('h', input(2)).pending).toMatchObject({
      id: 1,
      session: 'two',
      earlierSessions: ['one'],
      referenceNumber: 'r',
      sends: 3,
    });
    expect(run.history.hasReference('r')).toBe(true);
  });

  it('is new when it never left', () => {
    run.recordOf('h', input(0));
    run.putBack(0);
    const again = run.recordOf('h', input(1));
    expect([again.pending, again.finished]).toEqual([undefined, undefined]);
  });

  it('is new when it came to its end: the journal is asked by the next process', async () => {
    const record = run.recordOf('h', input(0));
    await record.sending('one');
    await record.finish({ status: 'accepted', ksefNumber: 'n' });
    run.putBack(0);
    expect(run.recordOf('h', input(1)).pending).toBeUndefined();
  });

  it('is put back once', async () => {
    await run.recordOf('h', input(0)).sending('one');
    run.putBack(0);
    run.putBack(0);
    expect(run.recordOf('h', input(1)).pending).toBeDefined();
    expect(run.recordOf('h', input(2)).pending).toBeUndefined();
  });
});

describe('a run', () => {
  it('is taken up where its journal ends', async () => {
    const [one, two, three] = [0, 1, 2].map((index) => run.recordOf('h', input(index)));
    for (const record of [one, two, three]) await record?.sending('one');
    await two?.sent(sent('r2', 'one', 2));
    await one?.finish({ status: 'accepted', ksefNumber: 'n', referenceNumber: 'r1' });
    await run.close();
    run = await open();
    expect([0, 1, 2, 3].map((index) => run.recordOf('h', input(index)))).toMatchObject([
      { finished: { status: 'accepted', ksefNumber: 'n', referenceNumber: 'r1' } },
      { pending: { id: 2, referenceNumber: 'r2', sends: 2 } },
      { pending: { id: 3, session: 'one' } },
      { finished: undefined, pending: undefined },
    ]);
    for (const reference of ['r1', 'r2']) expect(run.history.hasReference(reference)).toBe(true);
    await run.close();
    const lines = await entries();
    expect(lines.filter(({ type }) => type === 'run-started')).toHaveLength(1);
    expect(lines).toContainEqual(
      expect.objectContaining({ type: 'invoice-sending', id: 1, hash: 'h', index: 0, name: '0.xml' }),
    );
  });

  it('goes on without the lines that KSeF’s word does not need, and says so; without that of leaving it does not', async () => {
    await run.close();
    const full: SessionJournal = {
      ...journal,
      async open(id, options) {
        const inner = await journal.open(id, options);
        const append = () => Promise.reject(new Error('no space left'));
        return { entries: (how) => inner.entries(how), append, close: () => inner.close() };
      },
    };
    run = await open(full);
    const record = run.recordOf('h', input(0));
    await expect(record.sending('one')).rejects.toThrow('no space left');
    expect(record.known).toBeUndefined();
    await record.sent(sent('r'));
    expect(record.known).toBeUndefined();
    await record.finish({ status: 'accepted', ksefNumber: 'n' });
    expect(events).toEqual(
      ['invoice-sent', 'invoice-finished'].map((type) => ({
        type: 'warning',
        message: expect.stringContaining(`(${type}): Error: no space left`),
      })),
    );
  });

  it('keeps a session that could not be closed among the open ones, and tries again', async () => {
    run.history.openSessions.set('20260201-SO-0123456789-ABCDEF0123-4F', 'FA (3)');
    await run.closeAllEarlier({});
    await run.closeAllEarlier({});
    expect(events).toEqual(
      Array(2).fill({ type: 'warning', message: expect.stringContaining('could not be closed') }),
    );
    expect(run.history.openSessions.size).toBe(1);
    const reason = new Error('enough');
    await expect(run.closeAllEarlier({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    await run.closeEarlier('20260201-SO-FFFFFFFFFF-ABCDEF0123-4F', {});
  });
});
