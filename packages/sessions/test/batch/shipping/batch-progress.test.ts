import { formCodes } from '@ksef/core';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type BatchProgress,
  journaledProgress,
  readProgress,
} from '../../../src/batch/shipping/batch-progress.js';
import type { BatchWork } from '../../../src/batch/shipping/batch-work.js';
import type { OpenedBatchSession } from '../../../src/batch/shipping/open-batch-session.js';
import { memoryJournal } from '../../../src/index.js';
import type { JournalRun } from '../../../src/journal/session-journal.js';
import { SessionKey } from '../../../src/opening/session-key.js';
import { collect } from '../../support/ksef.js';

const sealingKey = new Uint8Array(32).fill(7);
const session = { referenceNumber: '20260201-SB-0123456789-ABCDEF0123-4F' } as OpenedBatchSession;
let run: JournalRun;
let progress: BatchProgress;

beforeEach(async () => {
  run = await memoryJournal().open('run');
  progress = journaledProgress(run, sealingKey);
});

const rawOf = (key: SessionKey) => key.withRaw((raw) => Buffer.from(raw).toString('hex'));
const read = () => readProgress(run, sealingKey);
const members = (count: number, from = 0) =>
  Array.from({ length: count }, (_, place) => ({ index: from + place, invoiceHash: `hash ${from + place}` }));

function work(id: string, change: Partial<BatchWork> = {}): BatchWork {
  const parts = [1, 2].map((ordinalNumber) => ({
    name: `${id}-${ordinalNumber}`,
    ordinalNumber,
    fileSize: 16,
    fileHash: 'part',
  }));
  return {
    id,
    formCode: formCodes.fa3,
    offlineMode: false,
    built: { key: SessionKey.create(), compressionType: 'Zip', fileSize: 9, fileHash: 'file', parts },
    session: undefined,
    uploaded: new Set(),
    closing: false,
    ...change,
  };
}

describe('the progress of packages', () => {
  it('give back package, key and members, also of more members than a line holds', async () => {
    const one = work('1', { offlineMode: true });
    await progress.inputs('1', members(2_500));
    await progress.built(one);
    const { batches, next } = await read();
    expect(next).toBe(2);
    expect(batches).toHaveLength(1);
    expect(batches[0]).toMatchObject({
      ended: false,
      work: { id: '1', formCode: formCodes.fa3, offlineMode: true, session: undefined, closing: false },
    });
    expect(batches[0]?.members).toEqual(members(2_500));
    const { key, ...rest } = batches[0]?.work.built ?? one.built;
    expect(rest).toEqual({ compressionType: 'Zip', fileSize: 9, fileHash: 'file', parts: one.built.parts });
    expect(rawOf(key)).toBe(rawOf(one.built.key));
    const lines = (await collect(run.entries())).filter(({ type }) => type === 'batch-inputs');
    expect(lines).toHaveLength(3);
  });

  it('take a package that was not built to its end for one never begun, and do not use its number again', async () => {
    await progress.inputs('1', members(2));
    await progress.inputs('2', members(2, 2));
    await progress.built(work('2'));
    const { batches, next } = await read();
    expect(batches.map(({ work: { id } }) => id)).toEqual(['2']);
    expect(batches[0]?.members).toEqual(members(2, 2));
    expect(batches[0]?.work.offlineMode).toBe(false);
    expect(next).toBe(3);
    await progress.dropped('2');
    expect(await read()).toEqual({ batches: [], next: 3 });
  });

  it.each<[string, (key: SessionKey) => Promise<void>[], object]>([
    ['opened', () => [], { session, uploaded: new Set(), closing: false }],
    ['uploaded', () => [progress.uploaded('1', 2)], { session, uploaded: new Set([2]) }],
    ['uploads lost', () => [progress.uploaded('1', 2), progress.uploadsLost('1')], { uploaded: new Set() }],
    [
      'closing',
      () => [progress.uploaded('1', 1), progress.closing('1')],
      { uploaded: new Set([1]), closing: true },
    ],
    ['abandoned', () => [progress.abandoned('1', session.referenceNumber)], { session: undefined }],
    [
      'opened again',
      (key) => [progress.uploaded('1', 1), progress.closing('1'), progress.opened('1', key, session)],
      { session, uploaded: new Set(), closing: false },
    ],
  ])('know how far it came: %s', async (_, then, expected) => {
    const one = work('1');
    await progress.built(one);
    await progress.opened('1', one.built.key, session);
    await Promise.all(then(one.built.key));
    const [noted] = (await read()).batches;
    expect(noted?.work).toMatchObject(expected);
    expect(noted?.ended).toBe(false);
  });

  it('know its end, and ignore what is said of others or by others', async () => {
    await progress.built(work('1'));
    await progress.ended('1');
    await progress.ended('9');
    await run.append([{ type: 'batch-ended' }, { type: 'note', batch: '50' }]);
    const { batches, next } = await read();
    expect(batches.map(({ ended }) => ended)).toEqual([true]);
    expect(next).toBe(10);
  });

  it('keep the members of a package that got another key', async () => {
    const one = work('1');
    await progress.inputs('1', members(2));
    await progress.built(one);
    await progress.opened('1', one.built.key, session);
    await progress.abandoned('1', session.referenceNumber);
    const rekeyed = work('1');
    await progress.built(rekeyed);
    const { batches } = await read();
    expect(batches).toHaveLength(1);
    expect(batches[0]?.members).toEqual(members(2));
    expect(batches[0]?.work.session).toBeUndefined();
    expect(rawOf(batches[0]?.work.built.key ?? one.built.key)).toBe(rawOf(rekeyed.built.key));
  });

  it('are refused with another sealing key', async () => {
    await progress.built(work('1'));
    await expect(readProgress(run, new Uint8Array(32))).rejects.toMatchObject({ code: 'UNSEAL_FAILED' });
  });
});
