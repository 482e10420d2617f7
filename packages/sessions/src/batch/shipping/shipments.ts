import { type InputResult, toError } from '../../invoice/index.js';
import type { Upo } from '../../receipts/index.js';
import type { BatchEnvironment } from './batch-environment.js';
import type { PackagedInvoice } from './batch-progress.js';
import type { BatchWork, EndedSession } from './batch-work.js';
import { compareDuplicates } from './compare-duplicates.js';
import { notToBeSentAgain } from './not-to-be-sent-again.js';
import { processPackage } from './process-package.js';
import { readAllResults } from './read-all-results.js';
import { waitForBatch } from './wait-for-batch.js';

/** Options for sending packages. */
export interface ShipmentsOptions {
  /** The maximum number of packages in progress. */
  readonly concurrency: number;
  readonly checkDuplicates: boolean;
  /** Called with each page of each session's receipt. */
  readonly onUpo: ((upo: Upo) => void | Promise<void>) | undefined;
}

/** A package in progress, and the results of its inputs once they are known. */
export class Shipment {
  /** Resolves when the result of every input is known. Never rejects. */
  readonly done: Promise<void>;
  readonly #work: BatchWork | undefined;
  #end: { readonly results: ReadonlyMap<number, InputResult> } | { readonly error: Error } | undefined;

  constructor(results: Promise<ReadonlyMap<number, InputResult>>, work?: BatchWork) {
    this.#work = work;
    this.done = results.then(
      (known) => {
        this.#end = { results: known };
      },
      (error: unknown) => {
        this.#end = { error: toError(error) };
      },
    );
  }

  /** The result of an input; undefined until it is known. */
  resultOf({ index }: Pick<PackagedInvoice, 'index'>): InputResult | undefined {
    const end = this.#end;
    if (end === undefined || 'results' in end) return end?.results.get(index);
    const sessionReferenceNumber = this.#work?.session?.referenceNumber;
    return { status: 'failed', error: end.error, sessionReferenceNumber };
  }
}

/** The packages in progress. */
export class Shipments {
  readonly #env: BatchEnvironment;
  readonly #options: ShipmentsOptions;
  readonly #underWay = new Set<Shipment>();

  constructor(env: BatchEnvironment, options: ShipmentsOptions) {
    this.#env = env;
    this.#options = options;
  }

  /** Sends a package, or resumes it. Packages that have `ended` are only queried. Does not wait for {@link room}. */
  start(members: readonly PackagedInvoice[], work: BatchWork, { ended = false } = {}): Shipment {
    const env = this.#env;
    const { checkDuplicates, onUpo } = this.#options;
    const results = async () => {
      let session: EndedSession | undefined;
      try {
        session = ended ? await lookAgain(env, work) : await processPackage(env, work);
        // Past verification: the parts will not be needed again.
        if (!ended) await env.progress.ended(work.id);
        await Promise.allSettled(work.built.parts.map(({ name }) => env.store.remove(name)));
        const found = await readAllResults(env, session, members, { onUpo });
        if (checkDuplicates) await compareDuplicates(env, members, found);
        return found;
      } catch (error) {
        env.call.signal?.throwIfAborted();
        const mayHaveIt = ended || work.closing || session !== undefined;
        throw mayHaveIt ? notToBeSentAgain(error, session ?? work.session) : error;
      }
    };
    const shipment = new Shipment(results(), work);
    this.#underWay.add(shipment);
    void shipment.done.then(() => this.#underWay.delete(shipment));
    return shipment;
  }

  /** Resolves when another package may be sent. */
  async room(): Promise<void> {
    while (this.#underWay.size >= this.#options.concurrency)
      await Promise.race([...this.#underWay].map(({ done }) => done));
    this.#env.call.signal?.throwIfAborted();
  }

  /** Resolves when all have finished. */
  async finished(): Promise<void> {
    await Promise.all([...this.#underWay].map(({ done }) => done));
  }
}

/** The state of a session that an earlier process has finished. */
async function lookAgain(env: BatchEnvironment, { session }: BatchWork): Promise<EndedSession> {
  const { referenceNumber } = session as NonNullable<typeof session>;
  return { referenceNumber, state: await waitForBatch(env, referenceNumber, env.waitTimeoutMs) };
}
