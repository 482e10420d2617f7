import { InvalidInputError } from '@ksef/core';
import type { SessionKey } from '../../opening/index.js';
import type { BatchPart, PartStore } from '../parts/index.js';
import type { ArchiveEntry, ArchiveFormat } from './archive-format.js';
import type { ResolvedLimits } from './batch-limits.js';
import type { BufferPool } from './buffer-pool.js';
import { EntryNames } from './entry-names.js';
import { FileGroup, filesIn } from './file-group.js';
import { PartSplitter } from './part-splitter.js';
import type { Deflated, WorkThreads } from './work-threads.js';

/** A finished package: the facts that KSeF needs, and where its encrypted parts are. */
export interface PackedBatch {
  readonly key: SessionKey;
  readonly compressionType: 'Zip' | 'TarGz';
  /** Bytes of the archive before encryption. */
  readonly fileSize: number;
  /** SHA-256 of the archive before encryption, Base64. */
  readonly fileHash: string;
  readonly parts: readonly BatchPart[];
}

/** A package and its contents. */
export interface BuiltBatch extends PackedBatch {
  readonly invoices: readonly { readonly name: string; readonly invoiceHash: string }[];
}

/** Dependencies of a builder. */
export interface BuilderOptions {
  readonly key: SessionKey;
  readonly format: ArchiveFormat;
  readonly threads: WorkThreads;
  readonly pool: BufferPool;
  readonly store: PartStore;
  /** Prefix of the parts' names in the store. */
  readonly prefix: string;
  readonly limits: ResolvedLimits;
  readonly signal?: AbortSignal | undefined;
  readonly onWritten?: ((bytes: number, invoices: number) => void) | undefined;
}

/** An entry, and its hash if known. */
interface Invoice extends ArchiveEntry {
  readonly invoiceHash: string | undefined;
}

const mostBytesUnderWay = 4 * 1024 * 1024;

/**
 * Builds one package from invoices that arrive one by one. Threads deflate groups concurrently, and the groups are
 * written in order. Where the archive is cut depends only on the invoices, never on which thread finishes first.
 */
export class PackageBuilder {
  readonly #options: BuilderOptions;
  readonly #parts: PartSplitter;
  readonly #names = new EntryNames();
  readonly #invoices: { name: string; invoiceHash: string }[] = [];
  /** Groups that are being deflated, and an upper bound of their deflated size. */
  readonly #underWay: Promise<void>[] = [];
  #underWayBytes = 0;
  #files: FileGroup;
  #next: Invoice[] = [];
  #nextMostBytes = 0;
  #written: Promise<void> = Promise.resolve();
  #size = 0;

  constructor(options: BuilderOptions) {
    this.#options = options;
    const { store, prefix, key, limits, signal } = options;
    this.#parts = new PartSplitter(store, prefix, key, limits.partBytes, signal);
    this.#files = new FileGroup(options.pool);
  }

  /** The number of invoices in it. */
  get size(): number {
    return this.#size;
  }

  /**
   * Adds an invoice. Returns false and changes nothing if the package would become too large: the invoice belongs in
   * the next package.
   *
   * @throws InvalidInputError `INVALID_FILE_NAME`, `DUPLICATE_FILE_NAME`, `INVOICE_TOO_LARGE`
   */
  async add(name: string, content: Uint8Array, invoiceHash?: string): Promise<boolean> {
    const { limits, format, signal } = this.#options;
    signal?.throwIfAborted();
    if (this.size >= limits.invoices) return false;
    const invoice = { name, size: content.length, invoiceHash };
    const mostBytes = format.mostBytes(invoice);
    if (!this.#hasRoomFor(mostBytes) && !(await this.#hasRoomOnceWritten(mostBytes))) {
      if (this.size > 0) return false;
      throw new InvalidInputError(
        `Invoice ${name} with ${content.length} bytes is too large for a package of ${limits.packageBytes} bytes.`,
        { code: 'INVOICE_TOO_LARGE', input: 'invoice' },
      );
    }
    this.#names.add(name);
    if (!this.#files.hasRoomFor(content.length)) await this.#dispatch();
    this.#files.add(content);
    this.#next.push(invoice);
    this.#nextMostBytes += mostBytes;
    this.#size++;
    return true;
  }

  /** Completes the package. @throws InvalidInputError `EMPTY_BATCH` */
  async finish(): Promise<BuiltBatch> {
    const { key, format, signal } = this.#options;
    if (this.size === 0)
      throw new InvalidInputError('The package has no invoice.', { code: 'EMPTY_BATCH', input: 'source' });
    await this.#dispatch();
    await this.#written;
    for (const bytes of format.end()) await this.#parts.write(bytes);
    signal?.throwIfAborted();
    const fileHash = await this.#parts.end();
    return {
      key,
      compressionType: format.compressionType,
      fileSize: this.#parts.fileSize,
      fileHash,
      parts: this.#parts.parts,
      invoices: this.#invoices,
    };
  }

  /** Discards it and removes its parts. */
  async discard(): Promise<void> {
    await this.#written.catch(() => {});
    await this.#parts.discard();
  }

  #hasRoomFor(mostBytes: number): boolean {
    const { limits, format } = this.#options;
    const before = this.#parts.fileSize + format.endBytes() + this.#underWayBytes + this.#nextMostBytes;
    return before + mostBytes <= limits.packageBytes;
  }

  /**
   * Near the limit: the groups in progress are smaller than their upper bound, and their size is known once they are
   * written.
   */
  async #hasRoomOnceWritten(mostBytes: number): Promise<boolean> {
    await this.#written;
    return this.#hasRoomFor(mostBytes);
  }

  async #dispatch(): Promise<void> {
    const invoices = this.#next;
    if (invoices.length === 0) return;
    const { format, threads, pool } = this.#options;
    const { contents, lengths } = this.#files;
    const mostBytes = this.#nextMostBytes;
    this.#files = new FileGroup(pool);
    this.#next = [];
    this.#nextMostBytes = 0;
    const stream = await format.prepare?.(invoices, filesIn(contents, lengths));
    const hashed = invoices.some(({ invoiceHash }) => invoiceHash === undefined);
    const into = pool.take(mostBytes);
    const deflating = threads.run('deflate', { contents, lengths, stream, into, hashed });
    const written = this.#written.then(async () => this.#write(invoices, mostBytes, await deflating));
    // The next caller that awaits it gets its failure.
    deflating.catch(() => {});
    written.catch(() => {});
    this.#written = written;
    this.#underWay.push(written);
    this.#underWayBytes += mostBytes;
    if (this.#isCrowded()) await this.#underWay[0];
  }

  /** Whether the threads have enough to do, or enough work is in memory. */
  #isCrowded(): boolean {
    const { most } = this.#options.threads;
    const count = this.#underWay.length;
    return count > 2 * most || (count > most && this.#underWayBytes > mostBytesUnderWay);
  }

  async #write(invoices: readonly Invoice[], mostBytes: number, deflated: Deflated): Promise<void> {
    const { format, pool, onWritten } = this.#options;
    const target = pool.take(mostBytes);
    const size = format.write(invoices, deflated, target);
    await this.#parts.write(target.subarray(0, size));
    for (const buffer of [target, deflated.contents, deflated.into]) pool.give(buffer);
    invoices.forEach(({ name, invoiceHash }, index) => {
      this.#invoices.push({ name, invoiceHash: invoiceHash ?? (deflated.hashes?.[index] as string) });
    });
    void this.#underWay.shift();
    this.#underWayBytes -= mostBytes;
    onWritten?.(this.#parts.fileSize, this.#invoices.length);
  }
}
