import { type FormCode, InvalidInputError, stopwatch } from '@ksef/core';
import { SessionKey } from '../opening/index.js';
import type { SendBatchOptions } from './batch-options.js';
import type { BufferPool, ExaminedInput, WorkThreads } from './packing/index.js';
import { newFormat, PackageBuilder, type ResolvedLimits, resolveLimits } from './packing/index.js';
import type { BatchEnvironment, BatchWork, PackagedInvoice, Shipments } from './shipping/index.js';
import { Shipment } from './shipping/index.js';

/** A package that is being built: invoices of one form, all of them offline or none. */
interface Lane {
  readonly id: string;
  readonly builder: PackageBuilder;
  readonly formCode: FormCode;
  readonly offlineMode: boolean;
  /** Since its first input came. */
  readonly elapsedMs: () => number;
  readonly members: PackagedInvoice[];
  /** Where its inputs find out what became of it. */
  shipment?: Shipment;
}

/** Packs inputs, each form in packages of its own, and lets a package go out when it is full. */
export class OpenPackages {
  readonly #env: BatchEnvironment;
  readonly #options: SendBatchOptions;
  readonly #threads: WorkThreads;
  readonly #pool: BufferPool;
  readonly #shipments: Shipments;
  readonly #limits: ResolvedLimits;
  readonly #lanes = new Map<string, Lane>();
  #next: number;

  /** `next`: number of the first package. */
  constructor(
    env: BatchEnvironment,
    options: SendBatchOptions,
    {
      threads,
      pool,
      shipments,
      next,
    }: { threads: WorkThreads; pool: BufferPool; shipments: Shipments; next: number },
  ) {
    this.#env = env;
    this.#options = options;
    this.#threads = threads;
    this.#pool = pool;
    this.#shipments = shipments;
    this.#limits = resolveLimits(options.limits ?? {}, options.compressionType ?? 'Zip');
    this.#next = next;
  }

  /** Of one package. */
  get mostInvoices(): number {
    return this.#limits.invoices;
  }

  /** Packs an input, and says where it finds out what became of it. */
  async pack(
    index: number,
    name: string | undefined,
    examined: ExaminedInput,
  ): Promise<{ readonly shipment?: Shipment } | { readonly error: Error }> {
    const laneKey = `${examined.formCode.systemCode} ${examined.offlineMode}`;
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
    const builder = new PackageBuilder({
      key: SessionKey.create(),
      format: await newFormat(this.#options.compressionType ?? 'Zip'),
      threads: this.#threads,
      pool: this.#pool,
      store,
      prefix: `${prefix}${id}-`,
      limits: this.#limits,
      signal: call.signal,
      onWritten: (sizeBytes, invoiceCount) => emit?.({ type: 'batch-packing', sizeBytes, invoiceCount }),
    });
    const { formCode, offlineMode } = examined;
    const lane: Lane = { id, builder, formCode, offlineMode, elapsedMs: stopwatch(api.clock), members: [] };
    this.#lanes.set(laneKey, lane);
    return lane;
  }

  async #ship(lane: Lane): Promise<void> {
    // First, as it may be aborted: a package that is among the lanes is discarded.
    await this.#shipments.room();
    for (const [laneKey, one] of this.#lanes) if (one === lane) this.#lanes.delete(laneKey);
    const { formCode, offlineMode, elapsedMs } = lane;
    try {
      const built = await lane.builder.finish();
      const work: BatchWork = {
        id: lane.id,
        formCode,
        offlineMode,
        built,
        session: undefined,
        uploaded: new Set(),
        closing: false,
      };
      await this.#env.progress.inputs(lane.id, lane.members);
      await this.#env.progress.built(work);
      const { fileSize: sizeBytes, parts, invoices } = built;
      this.#env.emit?.({
        type: 'batch-built',
        systemCode: formCode.systemCode,
        sizeBytes,
        invoiceCount: invoices.length,
        partCount: parts.length,
        durationMs: elapsedMs(),
      });
      lane.shipment = this.#shipments.start(lane.members, work);
    } catch (error) {
      await this.#giveUp(lane, lane.members, error);
    }
  }

  /** The disk, a thread or the journal failed: the package cannot be ended, whoever was in it. */
  async #giveUp(lane: Lane, members: readonly PackagedInvoice[], error: unknown): Promise<void> {
    await lane.builder.discard();
    this.#env.call.signal?.throwIfAborted();
    lane.shipment = Shipment.failed(members, error);
    await lane.shipment.done;
  }

  /** Lets this package go out now, if it is still being packed. */
  async ship(on: { readonly shipment?: Shipment }): Promise<void> {
    const lane = [...this.#lanes.values()].find((one) => one === on);
    if (lane !== undefined) await this.#ship(lane);
  }

  async shipAll(): Promise<void> {
    for (const lane of [...this.#lanes.values()]) await this.#ship(lane);
  }

  /** Gives up what has not gone out. */
  async discard(): Promise<void> {
    await Promise.allSettled([...this.#lanes.values()].map(({ builder }) => builder.discard()));
  }
}
