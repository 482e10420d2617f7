import type { SendBatchOptions } from '../batch-options.js';
import type { PackagedInvoice } from './batch-progress.js';
import type { BatchEnvironment, BatchWork } from './batch-work.js';
import { Shipment } from './shipment.js';

/** The packages that are on their way, and no more of them at a time than was asked for. */
export class Shipments {
  readonly #env: BatchEnvironment;
  readonly #options: SendBatchOptions;
  readonly #underWay = new Set<Shipment>();

  constructor(env: BatchEnvironment, options: SendBatchOptions) {
    this.#env = env;
    this.#options = options;
  }

  /** Sends a package, or goes on with it. */
  start(members: readonly PackagedInvoice[], work: BatchWork, ended = false): Shipment {
    const { checkDuplicates = true, onUpo } = this.#options;
    const shipment = Shipment.send(this.#env, members, { checkDuplicates, onUpo }, work, ended);
    this.#underWay.add(shipment);
    void shipment.done.then(() => this.#underWay.delete(shipment));
    return shipment;
  }

  /** Resolves when another package may go out. */
  async room(): Promise<void> {
    while (this.#underWay.size >= (this.#options.concurrency ?? 3))
      await Promise.race([...this.#underWay].map(({ done }) => done));
    this.#env.call.signal?.throwIfAborted();
  }

  /** Resolves when all have come to their end. */
  async settled(): Promise<void> {
    await Promise.all([...this.#underWay].map(({ done }) => done));
  }
}
