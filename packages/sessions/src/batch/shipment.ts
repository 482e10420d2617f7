import type { InvoiceResult } from '../invoice-result.js';
import { BatchRefusedError } from './batch-error.js';
import type { Member } from './batch-journal.js';
import type { BatchEnvironment, BatchWork, EndedSession } from './batch-work.js';
import { processBatch } from './process-batch.js';
import { readVerdicts, type VerdictOptions } from './read-verdicts.js';
import type { Verdict } from './verdict.js';
import { waitForBatch } from './wait-for-batch.js';

/** A package on its way, and what became of its inputs once that is known. */
export class Shipment {
  readonly members: readonly Member[];
  readonly done: Promise<void>;
  #verdicts: ReadonlyMap<number, Verdict> | undefined;
  #error: Error | undefined;

  private constructor(members: readonly Member[], ship: () => Promise<ReadonlyMap<number, Verdict>>) {
    this.members = members;
    this.done = ship().then(
      (verdicts) => {
        this.#verdicts = verdicts;
      },
      (error: unknown) => {
        this.#error = error instanceof Error ? error : new Error(String(error));
      },
    );
  }

  /** Sends a package, or goes on with it; `ended` ones are only asked about. */
  static send(
    env: BatchEnvironment,
    members: readonly Member[],
    options: VerdictOptions,
    work: BatchWork,
    ended = false,
  ): Shipment {
    return new Shipment(members, () => bringThrough(env, work, members, options, ended));
  }

  /** Inputs that could not even be packed. */
  static failed(members: readonly Member[], error: unknown): Shipment {
    return new Shipment(members, () => Promise.reject(error));
  }

  get isDone(): boolean {
    return this.#verdicts !== undefined || this.#error !== undefined;
  }

  /** What became of an input, once it is done. */
  verdictOf(index: number): Verdict {
    return this.#verdicts?.get(index) ?? { status: 'failed', error: this.#error };
  }
}

async function bringThrough(
  env: BatchEnvironment,
  work: BatchWork,
  members: readonly Member[],
  options: VerdictOptions,
  ended: boolean,
): Promise<ReadonlyMap<number, Verdict>> {
  const session = ended ? await lookAgain(env, work) : await processBatch(env, work);
  // Past verification: nothing will ask for the parts again.
  if (!ended) await env.notes.ended(work.id);
  await Promise.allSettled(work.built.parts.map(({ name }) => env.store.remove(name)));
  const verdicts = await readVerdicts(env, session, members, options);
  const { state, referenceNumber } = session;
  const missing = members.filter(({ index }) => !verdicts.has(index));
  if (missing.length === 0) return verdicts;
  const error = new BatchRefusedError(
    state.status,
    referenceNumber,
    missing.map(({ index, name }) => ({ index, name })),
  );
  const failed: Verdict = {
    status: 'failed' satisfies InvoiceResult['status'],
    ksefStatus: state.status,
    sessionReferenceNumber: referenceNumber,
    error,
  };
  for (const { index } of missing) verdicts.set(index, failed);
  return verdicts;
}

/** The state of a session that an earlier process has seen to its end. */
async function lookAgain(env: BatchEnvironment, { session }: BatchWork): Promise<EndedSession> {
  const { referenceNumber } = session as NonNullable<typeof session>;
  return { referenceNumber, state: await waitForBatch(env, referenceNumber, env.waitTimeoutMs) };
}
