import { type FormCode, InvalidInputError, stopwatch } from '@ksef/core';
import type { InvoiceDocument } from '@ksef/documents';
import type { InvoiceInput, InvoiceResult } from '../invoice-result.js';
import { SessionKey } from '../session-key.js';
import { BatchBuilder } from './batch-builder.js';
import type { Member, NotedBatch, NotedRun } from './batch-journal.js';
import { type ResolvedLimits, resolveLimits } from './batch-limits.js';
import type { SendBatchOptions } from './batch-options.js';
import { BufferPool } from './buffer-pool.js';
import { type Examined, examineAhead } from './examine-ahead.js';
import type { ExaminedInput } from './examine-input.js';
import { newFormat } from './new-format.js';
import type { BatchEnvironment, BatchWork } from './process-batch.js';
import { Shipment } from './shipment.js';
import { WorkThreads } from './work-threads.js';

/** A package that is being built: invoices of one form, all of them offline or none. */
interface Lane {
  readonly id: string;
  readonly builder: BatchBuilder;
  readonly form: FormCode;
  readonly offlineMode: boolean;
  /** Since its first input came. */
  readonly elapsedMs: () => number;
  readonly members: Member[];
  /** Where its inputs find out what became of it. */
  shipment?: Shipment;
}

/** An input whose result is still due. */
interface Slot {
  readonly index: number;
  readonly name: string | undefined;
  readonly invoice?: InvoiceDocument;
  readonly invoiceHash?: string;
  readonly on: { readonly shipment?: Shipment } | { readonly error: Error };
}

/** Takes inputs, packs and ships them, and gives their results in the order in which the inputs came. */
export class BatchSender {
  readonly #env: BatchEnvironment;
  readonly #options: SendBatchOptions;
  readonly #limits: ResolvedLimits;
  readonly #threads = new WorkThreads();
  readonly #pool = new BufferPool();
  readonly #lanes = new Map<string, Lane>();
  readonly #slots: Slot[] = [];
  readonly #underWay = new Set<Shipment>();
  readonly #noted = new Map<number, { readonly batch: NotedBatch; readonly invoiceHash: string }>();
  readonly #resumed = new Map<NotedBatch, { shipment?: Shipment }>();
  #next: number;
  #count = 0;

  constructor(env: BatchEnvironment, options: SendBatchOptions, noted: NotedRun | undefined) {
    this.#env = env;
    this.#options = options;
    this.#limits = resolveLimits(options.limits ?? {}, options.compressionType ?? 'Zip');
    this.#next = noted?.next ?? 1;
    for (const batch of noted?.batches ?? [])
      for (const { index, invoiceHash } of batch.members) this.#noted.set(index, { batch, invoiceHash });
  }

  /** Reads inputs, for `take`. */
  examine(source: AsyncIterable<InvoiceInput>): AsyncGenerator<Examined, void> {
    const limits = this.#options.invoiceLimits ?? {};
    return examineAhead(source, { threads: this.#threads, pool: this.#pool, limits });
  }

  /** Takes the next input. Resolves when there is room for another. */
  async take(one: Examined): Promise<void> {
    const index = this.#count++;
    const name = one.input?.name;
    if ('error' in one) {
      this.#slots.push({ index, name, on: { error: one.error } });
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
    this.#slots.push({ ...slot, on: await this.#pack(index, name, examined) });
    await this.#keepBounds();
  }

  /** The source is at its end, or has failed: what is packed goes out. @throws InvalidInputError `SOURCE_CHANGED` */
  async finish(isWhole: boolean): Promise<void> {
    for (const lane of [...this.#lanes.values()]) await this.#ship(lane);
    if (!isWhole) return;
    for (const index of this.#noted.keys())
      if (index >= this.#count) throw sourceChanged(index, 'is missing now');
  }

  /** Results that are there. With `wait` all that are due. */
  async *results(wait: boolean): AsyncGenerator<InvoiceResult> {
    for (let slot = this.#slots[0]; slot !== undefined; slot = this.#slots[0]) {
      if ('error' in slot.on) {
        yield { index: slot.index, name: slot.name, status: 'failed', error: slot.on.error };
      } else {
        const { shipment } = slot.on;
        if (wait) await shipment?.done;
        if (shipment === undefined || !shipment.isDone) return;
        this.#env.call.signal?.throwIfAborted();
        const { index, name, invoice, invoiceHash } = slot;
        yield { index, name, invoice, invoiceHash, ...shipment.verdictOf(index) };
      }
      this.#slots.shift();
    }
  }

  /** Ends threads and gives up what was not shipped. */
  async close(): Promise<void> {
    await Promise.all([...this.#underWay].map(({ done }) => done));
    await Promise.allSettled([...this.#lanes.values()].map(({ builder }) => builder.discard()));
    await this.#threads.close();
  }

  async #pack(index: number, name: string | undefined, examined: ExaminedInput): Promise<Slot['on']> {
    const laneKey = `${examined.form.systemCode} ${examined.offlineMode}`;
    const member = { index, name, invoiceHash: examined.invoiceHash };
    for (;;) {
      const lane = this.#lanes.get(laneKey) ?? (await this.#newLane(laneKey, examined));
      try {
        if (await lane.builder.add(name ?? `input-${index}.xml`, examined.content, member.invoiceHash)) {
          lane.members.push(member);
          return lane;
        }
      } catch (error) {
        this.#env.call.signal?.throwIfAborted();
        if (error instanceof InvalidInputError) return { error };
        this.#lanes.delete(laneKey);
        await this.#giveUp(lane, [...lane.members, member], error);
        return lane;
      }
      await this.#ship(lane);
    }
  }

  async #newLane(laneKey: string, examined: ExaminedInput): Promise<Lane> {
    const { api, store, prefix, call, emit } = this.#env;
    const id = String(this.#next++);
    const builder = new BatchBuilder({
      key: SessionKey.create(),
      format: await newFormat(this.#options.compressionType ?? 'Zip'),
      threads: this.#threads,
      pool: this.#pool,
      store,
      prefix: `${prefix}${id}-`,
      limits: this.#limits,
      signal: call.signal,
      onWritten: (bytes, invoices) => emit?.({ type: 'batch-packing', bytes, invoices }),
    });
    const { form, offlineMode } = examined;
    const lane: Lane = { id, builder, form, offlineMode, elapsedMs: stopwatch(api.clock), members: [] };
    this.#lanes.set(laneKey, lane);
    return lane;
  }

  async #ship(lane: Lane): Promise<void> {
    for (const [laneKey, one] of this.#lanes) if (one === lane) this.#lanes.delete(laneKey);
    await this.#room();
    const { form, offlineMode, elapsedMs } = lane;
    try {
      const built = await lane.builder.finish();
      const work: BatchWork = {
        id: lane.id,
        form,
        offlineMode,
        built,
        session: undefined,
        uploaded: new Set(),
        closing: false,
      };
      await this.#env.notes.inputs(lane.id, lane.members);
      await this.#env.notes.built(work);
      const { fileSize: bytes, parts, invoices } = built;
      this.#env.emit?.({
        type: 'batch-built',
        form: form.systemCode,
        bytes,
        invoices: invoices.length,
        parts: parts.length,
        durationMs: elapsedMs(),
      });
      lane.shipment = this.#start(lane.members, work);
    } catch (error) {
      await this.#giveUp(lane, lane.members, error);
    }
  }

  /** The disk, a thread or the journal failed: the package cannot be ended, whoever was in it. */
  async #giveUp(lane: Lane, members: readonly Member[], error: unknown): Promise<void> {
    await lane.builder.discard();
    this.#env.call.signal?.throwIfAborted();
    lane.shipment = Shipment.failed(members, error);
    await lane.shipment.done;
  }

  /** Goes on with a package of an earlier process, once. */
  async #goOn(batch: NotedBatch): Promise<{ readonly shipment?: Shipment }> {
    const known = this.#resumed.get(batch);
    if (known !== undefined) return known;
    await this.#room();
    const shipment = this.#start(batch.members, batch.work, batch.ended);
    const resumed = { shipment };
    this.#resumed.set(batch, resumed);
    return resumed;
  }

  #start(members: readonly Member[], work: BatchWork, ended = false): Shipment {
    const { checkDuplicates = true, onUpo } = this.#options;
    const shipment = Shipment.send(this.#env, members, { checkDuplicates, onUpo }, work, ended);
    this.#underWay.add(shipment);
    void shipment.done.then(() => this.#underWay.delete(shipment));
    return shipment;
  }

  async #room(): Promise<void> {
    while (this.#underWay.size >= (this.#options.concurrency ?? 3))
      await Promise.race([...this.#underWay].map(({ done }) => done));
    this.#env.call.signal?.throwIfAborted();
  }

  /** A form that comes rarely must not hold back the results of all others: its package goes out early. */
  async #keepBounds(): Promise<void> {
    const most = ((this.#options.concurrency ?? 3) + 2) * this.#limits.invoices;
    const [first] = this.#slots;
    if (this.#slots.length < most || first === undefined || 'error' in first.on) return;
    const { on } = first;
    const lane = [...this.#lanes.values()].find((one) => one === on);
    if (lane !== undefined) await this.#ship(lane);
    await on.shipment?.done;
  }
}

/** @throws InvalidInputError `SOURCE_CHANGED` */
function sourceChanged(index: number, why: string): InvalidInputError {
  return new InvalidInputError(
    `Input ${index} ${why}: a run that goes on must be given the same inputs in the same order. Take another runId for other inputs.`,
    { code: 'SOURCE_CHANGED', input: 'source' },
  );
}
