import { growingWaits, UnknownOutcomeError } from '@ksef/core';
import type { Verdict } from '../../duplicates/index.js';
import { toError } from '../../invoice/index.js';
import type { Member } from './batch-progress.js';
import { BatchRefusedError } from './batch-refused-error.js';
import type { BatchEnvironment, BatchWork, EndedSession } from './batch-work.js';
import { notToBeSentAgain, processBatch } from './process-package.js';
import { readVerdicts, type VerdictOptions } from './read-results.js';
import { pause } from './retry-when-limited.js';
import { waitForBatch } from './wait-for-batch.js';

const mostReadings = 4;
// The package was good, none of its invoices was.
const noneIsRight = 445;

/** A package on its way, and what became of its inputs once that is known. */
export class Shipment {
  readonly members: readonly Member[];
  readonly done: Promise<void>;
  #end: { readonly verdicts: ReadonlyMap<number, Verdict> } | { readonly error: Error } | undefined;
  readonly #work: BatchWork | undefined;

  private constructor(
    members: readonly Member[],
    ship: () => Promise<ReadonlyMap<number, Verdict>>,
    work?: BatchWork,
  ) {
    this.members = members;
    this.#work = work;
    this.done = ship().then(
      (verdicts) => {
        this.#end = { verdicts };
      },
      (error: unknown) => {
        this.#end = { error: toError(error) };
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
    return new Shipment(members, () => bringThrough(env, work, members, options, ended), work);
  }

  /** Inputs that could not even be packed. */
  static failed(members: readonly Member[], error: unknown): Shipment {
    return new Shipment(members, () => Promise.reject(error));
  }

  /** What became of an input; undefined until it is done. */
  verdictOf(index: number): Verdict | undefined {
    const end = this.#end;
    if (end === undefined || 'verdicts' in end) return end?.verdicts.get(index);
    const sessionReferenceNumber = this.#work?.session?.referenceNumber;
    return { status: 'failed', error: end.error, sessionReferenceNumber };
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
  const { state, referenceNumber } = session;
  const waits = growingWaits(1_000, 10_000);
  const reading = { ...options, onUpo: pageByPage(options.onUpo) };
  for (let readings = 1; ; readings++) {
    const verdicts = await whatItHas(env, session, () => readVerdicts(env, session, members, reading));
    const missing = members.filter(({ index }) => !verdicts.has(index));
    if (missing.length > 0 && isJudgedOneByOne(state) && readings < mostReadings) {
      await pause(env, 'the verdicts on all invoices', waits.next().value);
      continue;
    }
    if (missing.length === 0) return verdicts;
    const failed: Verdict = {
      status: 'failed',
      ksefStatus: state.status,
      sessionReferenceNumber: referenceNumber,
      error: withoutVerdict(session, missing),
    };
    for (const { index } of missing) verdicts.set(index, failed);
    return verdicts;
  }
}

/** Whether each invoice of the session has a verdict of its own, be it later (ksef-api#786). */
function isJudgedOneByOne({ status }: EndedSession['state']): boolean {
  return status.code < 400 || status.code === noneIsRight;
}

/** Runs questions about a session that KSeF has: their errors must not look as if it had not. */
async function whatItHas<T>(
  env: BatchEnvironment,
  session: { readonly referenceNumber: string },
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    env.call.signal?.throwIfAborted();
    throw notToBeSentAgain(error, session);
  }
}

function withoutVerdict({ state, referenceNumber }: EndedSession, missing: readonly Member[]): Error {
  const { code, description } = state.status;
  if (code >= 400) {
    const inputs = missing.map(({ index, name }) => ({ index, name }));
    return new BatchRefusedError(state.status, referenceNumber, inputs);
  }
  return new UnknownOutcomeError(
    `KSeF says of session ${referenceNumber} ${code} ${description}, and tells of no outcome for ${missing.length} of its invoices. Ask later, do not send them again.`,
    { operation: 'GET /sessions/{referenceNumber}/invoices' },
  );
}

/** Hands over each page of a receipt once, however often it is read. */
function pageByPage(onUpo: VerdictOptions['onUpo']): VerdictOptions['onUpo'] {
  const handedOver = new Set<number | undefined>();
  return async (upo) => {
    const number = upo.document.page?.number;
    if (handedOver.has(number)) return;
    await onUpo?.(upo);
    handedOver.add(number);
  };
}

/** The state of a session that an earlier process has seen to its end. */
async function lookAgain(env: BatchEnvironment, { session }: BatchWork): Promise<EndedSession> {
  const known = session as NonNullable<typeof session>;
  const { referenceNumber } = known;
  const state = await whatItHas(env, known, () => waitForBatch(env, referenceNumber, env.waitTimeoutMs));
  return { referenceNumber, state };
}
