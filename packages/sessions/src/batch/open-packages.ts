import type { FormCode } from '@ksef/core';
import { stopwatch } from '@ksef/core/internal';
import { SessionKey } from '../opening/index.js';
import {
  type BufferPool,
  type ExaminedInput,
  newFormat,
  PackageBuilder,
  type PackageLimits,
  type ResolvedLimits,
  resolveLimits,
  type WorkThreads,
} from './packing/index.js';
import type { BatchEnvironment, BatchWork, PackagedInvoice, Shipment } from './shipping/index.js';

/** A package that is being built: invoices of one form, either all offline or all online. */
export interface OpenPackage {
  readonly id: string;
  readonly builder: PackageBuilder;
  readonly formCode: FormCode;
  readonly offlineMode: boolean;
  /** Since its first input arrived. */
  readonly elapsedMs: () => number;
  readonly members: PackagedInvoice[];
  /** Where its inputs get their results. */
  shipment?: Shipment;
}

/** Dependencies for building packages. */
export interface OpenPackagesOptions {
  readonly threads: WorkThreads;
  readonly pool: BufferPool;
  readonly compressionType: 'Zip' | 'TarGz';
  readonly limits: PackageLimits;
  /** Number of the first package. */
  readonly next: number;
}

/** Packs inputs. Each form gets its own packages. */
export class OpenPackages {
  readonly #env: BatchEnvironment;
  readonly #options: OpenPackagesOptions;
  readonly #limits: ResolvedLimits;
  readonly #open = new Map<string, OpenPackage>();
  #next: number;

  constructor(env: BatchEnvironment, options: OpenPackagesOptions) {
    this.#env = env;
    this.#options = options;
    this.#limits = resolveLimits(options.limits, options.compressionType);
    this.#next = options.next;
  }

  /** Of one package. */
  get mostInvoices(): number {
    return this.#limits.invoices;
  }

  /** The packages that are being built. */
  get all(): readonly OpenPackage[] {
    return [...this.#open.values()];
  }

  /** The package that this input goes into. */
  async packageFor({ formCode, offlineMode }: ExaminedInput): Promise<OpenPackage> {
    const key = keyOf({ formCode, offlineMode });
    const known = this.#open.get(key);
    if (known !== undefined) return known;
    const { api, store, prefix, call, emit } = this.#env;
    const { threads, pool, compressionType } = this.#options;
    const id = String(this.#next++);
    const builder = new PackageBuilder({
      key: SessionKey.create(),
      format: await newFormat(compressionType),
      threads,
      pool,
      store,
      prefix: `${prefix}${id}-`,
      limits: this.#limits,
      signal: call.signal,
      onWritten: (sizeBytes, invoiceCount) => emit?.({ type: 'batch-packing', sizeBytes, invoiceCount }),
    });
    const elapsedMs = stopwatch(api.clock);
    const created: OpenPackage = { id, builder, formCode, offlineMode, elapsedMs, members: [] };
    this.#open.set(key, created);
    return created;
  }

  /** Closes a package so that it can be sent. Later inputs go into another one. */
  async finish(open: OpenPackage): Promise<BatchWork> {
    this.#open.delete(keyOf(open));
    const { id, builder, formCode, offlineMode, members, elapsedMs } = open;
    const built = await builder.finish();
    const work: BatchWork = {
      id,
      formCode,
      offlineMode,
      built,
      session: undefined,
      uploaded: new Set(),
      closing: false,
    };
    await this.#env.progress.inputs(id, members);
    await this.#env.progress.built(work);
    this.#env.emit?.({
      type: 'batch-built',
      systemCode: formCode.systemCode,
      sizeBytes: built.fileSize,
      invoiceCount: built.invoices.length,
      partCount: built.parts.length,
      durationMs: elapsedMs(),
    });
    return work;
  }

  /** Discards a package and removes its parts. */
  async discard(open: OpenPackage): Promise<void> {
    this.#open.delete(keyOf(open));
    await open.builder.discard();
  }
}

function keyOf({ formCode, offlineMode }: Pick<OpenPackage, 'formCode' | 'offlineMode'>): string {
  return `${formCode.systemCode} ${offlineMode}`;
}
