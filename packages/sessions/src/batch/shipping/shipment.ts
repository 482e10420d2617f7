import { growingWaits, UnknownOutcomeError } from '@ksef/core';
import type { InputResult } from '../../duplicates/index.js';
import { toError } from '../../invoice/index.js';
import type { PackagedInvoice } from './batch-progress.js';
import { BatchRefusedError } from './batch-refused-error.js';
import type { BatchEnvironment, BatchWork, EndedSession } from './batch-work.js';
import { notToBeSentAgain, processPackage } from './process-package.js';
import { type ReadResultsOptions, readResults } from './read-results.js';
import { pause } from './retry-when-limited.js';
import { waitForBatch } from './wait-for-batch.js';

const mostReadings = 4;
// The package was good, none of its invoices was.
const noneIsRight = 445;

/** A package on its way, and what became of its inputs once that is known. */
export class Shipment {
  readonly members: readonly PackagedInvoice[];
  readonly done: Promise<void>;
  #end: { readonly results: ReadonlyMap<number, InputResult> } | { readonly error: Error } | undefined;
  readonly #work: BatchWork | undefined;

  private constructor(
    members: readonly PackagedInvoice[],
    ship: () => Promise<ReadonlyMap<number, InputResult>>,
    work?: BatchWork,
  ) {
    this.members = members;
    this.#work = work;
    this.done = ship().then(
      (results) => {
        this.#end = { results };
      },
      (error: unknown) => {
        this.#end = { error: toError(error) };
      },
    );
  }

  /** Sends a package, or goes on with it; `ended` ones are only asked about. */
  static send(
    env: BatchEnvironment,
    members: readonly PackagedInvoice[],
    options: ReadResultsOptions,
    work: BatchWork,
    ended = false,
  ): Shipment {
    return new Shipment(members, () => bringThrough(env, work, members, options, ended), work);
  }

  /** Inputs that could not even be packed. */
  static failed(members: readonly PackagedInvoice[], error: unknown): Shipment {
    return new Shipment(members, () => Promise.reject(error));
  }

  /** What became of an input; undefined until it is done. */
  resultOf(index: number): InputResult | undefined {
    const end = this.#end;
    if (end === undefined || 'results' in end) return end?.results.get(index);
    const sessionReferenceNumber = this.#work?.session?.referenceNumber;
    return { status: 'failed', error: end.error, sessionReferenceNumber };
  }
}

async function bringThrough(
  env: BatchEnvironment,
  work: BatchWork,
  members: readonly PackagedInvoice[],
  options: ReadResultsOptions,
  ended: boolean,
): Promise<ReadonlyMap<number, InputResult>> {
  const session = ended ? await lookAgain(env, work) : await processPackage(env, work);
  // Past verification: nothing will ask for the parts again.
  if (!ended) await env.progress.ended(work.id);
  await Promise.allSettled(work.built.parts.map(({ name }) => env.store.remove(name)));
  const { state, referenceNumber } = session;
  const waits = growingWaits(1_000, 10_000);
  const reading = { ...options, onUpo: pageByPage(options.onUpo) };
  for (let readings = 1; ; readings++) {
    const results = await askAboutSent(env, session, () => readResults(env, session, members, reading));
    const missing = members.filter(({ index }) => !results.has(index));
    if (missing.length > 0 && isJudgedOneByOne(state) && readings < mostReadings) {
      await pause(env, 'the results on all invoices', waits.next().value);
      continue;
    }
    if (missing.length === 0) return results;
    const failed: InputResult = {
      status: 'failed',
      ksefStatus: state.status,
      sessionReferenceNumber: referenceNumber,
      error: withoutResult(session, missing),
    };
    for (const { index } of missing) results.set(index, failed);
    return results;
  }
}

/** Whether each invoice of the session has a result of its own, be it later (ksef-api#786). */
function isJudgedOneByOne({ status }: EndedSession['state']): boolean {
  return status.code < 400 || status.code === noneIsRight;
}

/** Runs questions about a session that KSeF has: their errors must not look as if it had not. */
async function askAboutSent<T>(
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

function withoutResult({ state, referenceNumber }: EndedSession, missing: readonly PackagedInvoice[]): Error {
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
function pageByPage(onUpo: ReadResultsOptions['onUpo']): ReadResultsOptions['onUpo'] {
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
  const state = await askAboutSent(env, known, () => waitForBatch(env, referenceNumber, env.waitTimeoutMs));
  return { referenceNumber, state };
}
