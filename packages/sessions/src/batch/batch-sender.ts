import { InvalidInputError } from '@ksef/core';
import {
  type AcceptedResult,
  type FailedResult,
  type Flush,
  type InvoiceInput,
  type InvoiceResult,
  nameOf,
} from '../invoice/index.js';
import { type Judge, type Judgement, judgeOf } from '../validation/index.js';
import type { SendBatchOptions } from './batch-options.js';
import { type OpenPackage, OpenPackages } from './open-packages.js';
import { BufferPool, type Examined, examineAhead, WorkThreads } from './packing/index.js';
import {
  type BatchEnvironment,
  type EarlierPackage,
  type EarlierRun,
  Shipment,
  Shipments,
} from './shipping/index.js';

/** An input whose result is still pending. */
type DueResult =
  | Pick<FailedResult, 'index' | 'name' | 'invoice' | 'invoiceHash' | 'issues' | 'error'>
  | (Pick<AcceptedResult, 'index' | 'name' | 'invoice' | 'invoiceHash' | 'issues'> & {
      readonly packed: Packed;
    });

/** Where an input was packed. The shipment is known when its package is sent. */
interface Packed {
  readonly shipment?: Shipment;
}

/** Takes inputs, packs and ships them, and returns their results in input order. */
export class BatchSender {
  readonly #env: BatchEnvironment;
  readonly #options: SendBatchOptions;
  readonly #threads = new WorkThreads();
  readonly #pool = new BufferPool();
  readonly #shipments: Shipments;
  readonly #packages: OpenPackages;
  readonly #due: DueResult[] = [];
  readonly #earlier = new Map<number, { readonly batch: EarlierPackage; readonly invoiceHash: string }>();
  readonly #judge: Judge | undefined;
  readonly #resumed = new Map<EarlierPackage, Packed>();
  #count = 0;

  constructor(env: BatchEnvironment, options: SendBatchOptions, earlier: EarlierRun | undefined) {
    this.#env = env;
    this.#options = options;
    this.#judge = judgeOf(options, env.api.clock, env.emit);
    const { concurrency = 3, checkDuplicates = true, onUpo } = options;
    this.#shipments = new Shipments(env, { concurrency, checkDuplicates, onUpo });
    this.#packages = new OpenPackages(env, {
      threads: this.#threads,
      pool: this.#pool,
      compressionType: options.compressionType ?? 'Zip',
      limits: options.limits ?? {},
      next: earlier?.next ?? 1,
    });
    for (const batch of earlier?.batches ?? [])
      for (const { index, invoiceHash } of batch.members) this.#earlier.set(index, { batch, invoiceHash });
  }

  /** Reads inputs, for `take`. */
  examine(source: AsyncIterable<InvoiceInput | Flush>): AsyncGenerator<Examined | Flush, void> {
    const limits = this.#options.invoiceLimits ?? {};
    return examineAhead(source, { threads: this.#threads, pool: this.#pool, limits });
  }

  /**
   * The validator's result for the next input, for `take`. An input that an earlier process has packed is not validated
   * again.
   */
  async judge(one: Examined): Promise<Judgement> {
    const index = this.#count;
    if (this.#judge === undefined || 'error' in one || this.#earlier.has(index)) return {};
    const { content, formCode, offlineMode } = one.examined;
    const { signal } = this.#env.call;
    return this.#judge(
      { index, name: nameOf(one.input), content },
      { formCode, sentBy: 'batch', offlineMode, isTechnicalCorrection: false, signal },
    );
  }

  /**
   * Takes the next input, and resolves when there is room for another one.
   *
   * @returns the full package, if any. The input has not been taken: {@link ship} the package and take the input again.
   */
  async take(one: Examined, { issues, refusal }: Judgement): Promise<OpenPackage | undefined> {
    const index = this.#count;
    const name = nameOf(one.input);
    if ('error' in one) return this.#add({ index, name, error: one.error });
    const { invoice, invoiceHash, content } = one.examined;
    const due = { index, name, invoice, invoiceHash, ...(issues === undefined ? {} : { issues }) };
    if (refusal !== undefined) return this.#add({ ...due, error: refusal });
    const earlier = this.#earlier.get(index);
    if (earlier !== undefined) {
      if (earlier.invoiceHash !== invoiceHash) throw sourceChanged(index, 'has changed');
      // A package of an earlier process resumes once, with its first input.
      let packed = this.#resumed.get(earlier.batch);
      if (packed === undefined) {
        await this.#shipments.room();
        const { members, work, ended } = earlier.batch;
        packed = { shipment: this.#shipments.start(members, work, { ended }) };
        this.#resumed.set(earlier.batch, packed);
      }
      return this.#add({ ...due, packed });
    }
    const open = await this.#packages.packageFor(one.examined);
    try {
      if (!(await open.builder.add(name ?? `input-${index}.xml`, content, invoiceHash))) return open;
      open.members.push({ index, name, invoiceHash });
    } catch (error) {
      this.#env.call.signal?.throwIfAborted();
      if (error instanceof InvalidInputError) return this.#add({ ...due, error });
      await this.#fail(open, error);
    }
    return this.#add({ ...due, packed: open });
  }

  /** Sends a package, full or not, unless it has already been sent. */
  async ship(packed: Packed): Promise<void> {
    const open = this.#packages.all.find((one) => one === packed);
    if (open === undefined) return;
    // This comes first because it may be aborted: a package that is still open is discarded.
    await this.#shipments.room();
    try {
      const work = await this.#packages.finish(open);
      open.shipment = this.#shipments.start(open.members, work);
    } catch (error) {
      await this.#fail(open, error);
    }
  }

  /** The packages that are not full yet. */
  get open(): readonly OpenPackage[] {
    return this.#packages.all;
  }

  /** Where the input with the next due result was packed. */
  get first(): Packed | undefined {
    const [first] = this.#due;
    return first === undefined || 'error' in first ? undefined : first.packed;
  }

  /** So many results are pending that the first one must not wait for a full package, e.g. of a rare form. */
  get isCrowded(): boolean {
    return this.#due.length >= ((this.#options.concurrency ?? 3) + 2) * this.#packages.mostInvoices;
  }

  /** All inputs have been taken. @throws InvalidInputError `SOURCE_CHANGED` when an earlier process had more */
  checkComplete(): void {
    for (const index of this.#earlier.keys())
      if (index >= this.#count) throw sourceChanged(index, 'is missing now');
  }

  /** Results that are ready. With `wait`, all pending results. */
  async *results({ wait }: { readonly wait: boolean }): AsyncGenerator<InvoiceResult> {
    for (let due = this.#due[0]; due !== undefined; due = this.#due[0]) {
      if ('error' in due) {
        yield { ...due, status: 'failed' };
      } else {
        const { packed, ...input } = due;
        if (wait) await packed.shipment?.done;
        const result = packed.shipment?.resultOf(input);
        if (result === undefined) return;
        this.#env.call.signal?.throwIfAborted();
        yield { ...input, ...result };
      }
      this.#due.shift();
    }
  }

  /** Ends threads and discards what was not shipped. */
  async close(): Promise<void> {
    await this.#shipments.finished();
    await Promise.allSettled(this.#packages.all.map((open) => this.#packages.discard(open)));
    await this.#threads.close();
  }

  #add(due: DueResult): undefined {
    this.#due.push(due);
    this.#count++;
  }

  /** The disk, a thread or the journal failed: the package cannot be completed, whatever it contains. */
  async #fail(open: OpenPackage, error: unknown): Promise<void> {
    await this.#packages.discard(open);
    this.#env.call.signal?.throwIfAborted();
    open.shipment = new Shipment(Promise.reject(error));
    await open.shipment.done;
  }
}

/** @throws InvalidInputError `SOURCE_CHANGED` */
function sourceChanged(index: number, why: string): InvalidInputError {
  return new InvalidInputError(
    `Input ${index} ${why}: a resumed run needs the same inputs in the same order. Use another runId for other inputs.`,
    { code: 'SOURCE_CHANGED', input: 'source' },
  );
}
