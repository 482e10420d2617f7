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

/** A package that is ready: what KSeF is told of it, and where its encrypted parts are. */
export interface PackedBatch {
  readonly key: SessionKey;
  readonly compressionType: 'Zip' | 'TarGz';
  /** Bytes of the archive before encryption. */
  readonly fileSize: number;
  /** SHA-256 of the archive before encryption, Base64. */
  readonly fileHash: string;
  readonly parts: readonly BatchPart[];
}

/** A package, and what is in it. */
export interface BuiltBatch extends PackedBatch {
  readonly invoices: readonly { readonly name: string; readonly invoiceHash: string }[];
}

/** What a builder works with. */
export interface BuilderOptions {
  readonly key: SessionKey;
  readonly format: ArchiveFormat;
  readonly threads: WorkThreads;
  readonly pool: BufferPool;
  readonly store: PartStore;
  /** Names of parts in the store begin so. */
  readonly prefix: string;
  readonly limits: ResolvedLimits;
  readonly signal?: AbortSignal | undefined;
  readonly onWritten?: ((bytes: number, invoices: number) => void) | undefined;
}

/** An entry, and its hash where that is known. */
interface Invoice extends ArchiveEntry {
  readonly invoiceHash: string | undefined;
}

const mostBytesUnderWay = 4 * 1024 * 1024;

/**
 * Builds one package from invoices that come one by one: groups are deflated by threads at the same time, and written
 * in order. What is cut where follows from the invoices alone, never from who was done first.
 */
export class PackageBuilder {
  readonly #options: BuilderOptions;
  readonly #parts: PartSplitter;
  readonly #names = new EntryNames();
  readonly #invoices: { name: string; invoiceHash: string }[] = [];
  /** Groups that are being deflated, and more bytes than they become. */
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

  /** How many invoices are in it. */
  get size(): number {
    return this.#size;
  }

  /**
   * Puts an invoice in. False, with nothing changed, when the package would become too large: it belongs into the next.
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

  /** Ends the package. @throws InvalidInputError `EMPTY_BATCH` */
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

  /** Gives it up and removes its parts. */
  async discard(): Promise<void> {
    await this.#written.catch(() => {});
    await this.#parts.discard();
  }

  #hasRoomFor(mostBytes: number): boolean {
    const { limits, format } = this.#options;
    const before = this.#parts.fileSize + format.endBytes() + this.#underWayBytes + this.#nextMostBytes;
    return before + mostBytes <= limits.packageBytes;
  }

  /** Near the limit: what is under way is smaller than feared, and once it is written, known. */
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
    // Anyone who waits for it next learns of its failure.
    deflating.catch(() => {});
    written.catch(() => {});
    this.#written = written;
    this.#underWay.push(written);
    this.#underWayBytes += mostBytes;
    if (this.#isCrowded()) await this.#underWay[0];
  }

  /** Whether threads have enough to do, and memory holds enough of it. */
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
