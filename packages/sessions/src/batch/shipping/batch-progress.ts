import type { FormCode } from '@ksef/core';
import type { JournalEntry, JournalRun } from '../../journal/index.js';
import { SessionKey } from '../../opening/index.js';
import type { PackedBatch } from '../packing/index.js';
import type { BatchWork } from './batch-work.js';
import type { OpenedBatchSession } from './open-batch-session.js';

/** An input of a package. */
export interface PackagedInvoice {
  readonly index: number;
  readonly name?: string | undefined;
  /** SHA-256, Base64. */
  readonly invoiceHash: string;
}

/** Records the progress of packages. Without a journal, nothing is recorded. */
export interface BatchProgress {
  /** The inputs of a package; written before `built`. */
  inputs(batch: string, members: readonly PackagedInvoice[]): Promise<void>;
  built(work: BatchWork): Promise<void>;
  opened(batch: string, key: SessionKey, session: OpenedBatchSession): Promise<void>;
  uploaded(batch: string, ordinalNumber: number): Promise<void>;
  uploadsLost(batch: string): Promise<void>;
  closing(batch: string): Promise<void>;
  abandoned(batch: string, referenceNumber: string): Promise<void>;
  ended(batch: string): Promise<void>;
  /** It was never sent and never will be: its inputs must be packed again. */
  dropped(batch: string): Promise<void>;
}

/** A package of an earlier process. */
export interface EarlierPackage {
  readonly work: BatchWork;
  readonly members: readonly PackagedInvoice[];
  /** KSeF has processed it. Its parts are no longer needed. */
  ended: boolean;
}

/** What an earlier process left unfinished. */
export interface EarlierRun {
  readonly batches: readonly EarlierPackage[];
  /** The number of the next package. */
  readonly next: number;
}

const membersALine = 1_000;

export const noProgress: BatchProgress = {
  async inputs() {},
  async built() {},
  async opened() {},
  async uploaded() {},
  async uploadsLost() {},
  async closing() {},
  async abandoned() {},
  async ended() {},
  async dropped() {},
};

export function journaledProgress(run: JournalRun, sealingKey: Uint8Array): BatchProgress {
  const note = (type: string, facts: object) => run.append([{ type, ...facts }]);
  return {
    async inputs(batch, members) {
      const entries: JournalEntry[] = [];
      for (let start = 0; start < members.length; start += membersALine) {
        const some = members.slice(start, start + membersALine);
        const inputs = some.map(({ index, invoiceHash }) => [index, invoiceHash]);
        entries.push({ type: 'batch-inputs', batch, inputs });
      }
      await run.append(entries);
    },
    async built({ id, formCode, offlineMode, built }) {
      const { key, compressionType, fileSize, fileHash, parts } = built;
      const facts = { formCode, offlineMode, compressionType, fileSize, fileHash, parts };
      await note('batch-built', { batch: id, ...facts, sealed: await key.seal(sealingKey, {}) });
    },
    // The links grant permission to upload, so they are encrypted with the key.
    opened: async (batch, key, session) =>
      note('batch-opened', { batch, sealed: await key.seal(sealingKey, session) }),
    uploaded: (batch, ordinalNumber) => note('batch-uploaded', { batch, ordinalNumber }),
    uploadsLost: (batch) => note('batch-uploads-lost', { batch }),
    closing: (batch) => note('batch-closing', { batch }),
    abandoned: (batch, referenceNumber) => note('batch-abandoned', { batch, referenceNumber }),
    ended: (batch) => note('batch-ended', { batch }),
    dropped: (batch) => note('batch-dropped', { batch }),
  };
}

/**
 * Reads the entries of an earlier process. A package that was not completed counts as never started.
 *
 * @throws InvalidInputError `UNSEAL_FAILED`
 */
export async function readProgress(
  run: JournalRun,
  sealingKey: Uint8Array,
  signal?: AbortSignal,
): Promise<EarlierRun> {
  const begun = new Map<string, PackagedInvoice[]>();
  const batches = new Map<string, EarlierPackage>();
  let next = 1;
  for await (const entry of run.entries({ signal })) {
    const id = entry.batch;
    if (typeof id !== 'string' || !entry.type.startsWith('batch-')) continue;
    next = Math.max(next, Number(id) + 1);
    if (entry.type === 'batch-inputs') {
      const members = (entry.inputs as [number, string][]).map(([index, invoiceHash]) => ({
        index,
        invoiceHash,
      }));
      begun.set(id, [...(begun.get(id) ?? []), ...members]);
    } else if (entry.type === 'batch-built') {
      const built = await readPackage(entry, sealingKey);
      const known = batches.get(id);
      if (known !== undefined) {
        known.work.built = built;
        continue;
      }
      const batch = { work: newWork(id, entry, built), members: begun.get(id) ?? [], ended: false };
      batches.set(id, batch);
      begun.delete(id);
    } else if (entry.type === 'batch-dropped') {
      batches.delete(id);
    } else {
      const batch = batches.get(id);
      if (batch !== undefined) await apply(batch, entry, sealingKey);
    }
  }
  return { batches: [...batches.values()], next };
}

async function readPackage(entry: JournalEntry, sealingKey: Uint8Array): Promise<PackedBatch> {
  const { key } = await SessionKey.unseal(entry.sealed as string, sealingKey);
  const { compressionType, fileSize, fileHash, parts } = entry as unknown as PackedBatch;
  return { key, compressionType, fileSize, fileHash, parts };
}

function newWork(id: string, entry: JournalEntry, built: PackedBatch): BatchWork {
  return {
    id,
    formCode: entry.formCode as FormCode,
    offlineMode: entry.offlineMode === true,
    built,
    session: undefined,
    uploaded: new Set(),
    closing: false,
  };
}

async function apply(batch: EarlierPackage, entry: JournalEntry, sealingKey: Uint8Array): Promise<void> {
  const { work } = batch;
  switch (entry.type) {
    case 'batch-opened':
      work.session = (await SessionKey.unseal(entry.sealed as string, sealingKey))
        .facts as OpenedBatchSession;
      work.uploaded.clear();
      work.closing = false;
      break;
    case 'batch-uploaded':
      work.uploaded.add(entry.ordinalNumber as number);
      break;
    case 'batch-uploads-lost':
      work.uploaded.clear();
      break;
    case 'batch-closing':
      work.closing = true;
      break;
    case 'batch-abandoned':
      work.session = undefined;
      break;
    case 'batch-ended':
      batch.ended = true;
      break;
  }
}
