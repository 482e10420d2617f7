import { InvalidInputError } from '@ksef/core';
import type { AcceptedResult, FailedResult, InvoiceInput, InvoiceResult } from '../invoice/index.js';
import type { SendBatchOptions } from './batch-options.js';
import { OpenPackages } from './open-packages.js';
import type { Flush } from './packing/index.js';
import { BufferPool, type Examined, examineAhead, WorkThreads } from './packing/index.js';
import type { BatchEnvironment, EarlierPackage, EarlierRun, Shipment } from './shipping/index.js';
import { Shipments } from './shipping/index.js';

/** An input whose result is still due. */
type Slot =
  | Pick<FailedResult, 'index' | 'name' | 'invoice' | 'invoiceHash' | 'error'>
  | (Pick<AcceptedResult, 'index' | 'name' | 'invoice' | 'invoiceHash'> & { readonly on: Packed });

/** Where an input was packed: the shipment is known when its package goes out. */
interface Packed {
  readonly shipment?: Shipment;
}

/** Takes inputs, packs and ships them, and gives their results in the order in which the inputs came. */
export class BatchSender {
  readonly #env: BatchEnvironment;
  readonly #options: SendBatchOptions;
  readonly #threads = new WorkThreads();
  readonly #pool = new BufferPool();
  readonly #shipments: Shipments;
  readonly #lanes: OpenPackages;
  readonly #slots: Slot[] = [];
  readonly #noted = new Map<number, { readonly batch: EarlierPackage; readonly invoiceHash: string }>();
  readonly #resumed = new Map<EarlierPackage, Packed>();
  #count = 0;

  constructor(env: BatchEnvironment, options: SendBatchOptions, noted: EarlierRun | undefined) {
    this.#env = env;
    this.#options = options;
    this.#shipments = new Shipments(env, options);
    this.#lanes = new OpenPackages(env, options, {
      threads: this.#threads,
      pool: this.#pool,
      shipments: this.#shipments,
      next: noted?.next ?? 1,
    });
    for (const batch of noted?.batches ?? [])
      for (const { index, invoiceHash } of batch.members) this.#noted.set(index, { batch, invoiceHash });
  }

  /** Reads inputs, for `take`. */
  examine(source: AsyncIterable<InvoiceInput | Flush>): AsyncGenerator<Examined | Flush, void> {
    const limits = this.#options.invoiceLimits ?? {};
    return examineAhead(source, { threads: this.#threads, pool: this.#pool, limits });
  }

  /** Takes the next input. Resolves when there is room for another. */
  async take(one: Examined): Promise<void> {
    const index = this.#count++;
    const name = one.input?.name;
    if ('error' in one) {
      this.#slots.push({ index, name, error: one.error });
      return;
    }
    const { examined } = one;
    const { invoice, invoiceHash } = examined;
    const slot = { index, name, invoice, invoiceHash };
    const noted = this.#noted.get(index);
    if (noted !== undefined) {
      if (noted.invoiceHash !== invoiceHash) throw sourceChanged(index, 'is another than it was');
      this.#slots.push({ ...slot, on: await this.#goOn(noted.batch) });
      return;
    }
    const packed = await this.#lanes.pack(index, name, examined);
    this.#slots.push('error' in packed ? { ...slot, ...packed } : { ...slot, on: packed });
    await this.#keepBounds();
  }

  /** The source is at its end, or has failed: what is packed goes out. @throws InvalidInputError `SOURCE_CHANGED` */
  async finish(isWhole: boolean): Promise<void> {
    await this.#lanes.shipAll();
    if (!isWhole) return;
    for (const index of this.#noted.keys())
      if (index >= this.#count) throw sourceChanged(index, 'is missing now');
  }

  /** Results that are there. With `wait` all that are due. */
  async *results(wait: boolean): AsyncGenerator<InvoiceResult> {
    for (let slot = this.#slots[0]; slot !== undefined; slot = this.#slots[0]) {
      if ('error' in slot) {
        yield { ...slot, status: 'failed' };
      } else {
        const { on, ...input } = slot;
        if (wait) await on.shipment?.done;
        const result = on.shipment?.resultOf(input.index);
        if (result === undefined) return;
        this.#env.call.signal?.throwIfAborted();
        yield { ...input, ...result };
      }
      this.#slots.shift();
    }
  }

  /** Ends threads and gives up what was not shipped. */
  async close(): Promise<void> {
    await this.#shipments.settled();
    await this.#lanes.discard();
    await this.#threads.close();
  }

  /** Goes on with a package of an earlier process, once. */
  async #goOn(batch: EarlierPackage): Promise<Packed> {
    const known = this.#resumed.get(batch);
    if (known !== undefined) return known;
    await this.#shipments.room();
    const shipment = this.#shipments.start(batch.members, batch.work, batch.ended);
    const resumed = { shipment };
    this.#resumed.set(batch, resumed);
    return resumed;
  }

  /** A form that comes rarely must not hold back the results of all others: its package goes out early. */
  async #keepBounds(): Promise<void> {
    const most = ((this.#options.concurrency ?? 3) + 2) * this.#lanes.mostInvoices;
    if (this.#slots.length >= most) await this.shipFirst();
  }

  /** Lets the package of the result that is due go out, full or not, and waits for its end. */
  async shipFirst(): Promise<void> {
    const [first] = this.#slots;
    if (first === undefined || 'error' in first) return;
    await this.#lanes.ship(first.on);
    await first.on.shipment?.done;
  }
}

/** @throws InvalidInputError `SOURCE_CHANGED` */
function sourceChanged(index: number, why: string): InvalidInputError {
  return new InvalidInputError(
    `Input ${index} ${why}: a run that goes on must be given the same inputs in the same order. Take another runId for other inputs.`,
    { code: 'SOURCE_CHANGED', input: 'source' },
  );
}
