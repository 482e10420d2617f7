import { InvalidInputError } from '@ksef/core';
import { hashOf } from '../hash-of.js';
import type { SessionKey } from '../session-key.js';
import { type ArchiveEntry, type ArchiveFormat, joined } from './archive-format.js';
import type { ResolvedLimits } from './batch-limits.js';
import type { Deflater } from './deflater.js';
import { EntryNames } from './entry-names.js';
import { type BatchPart, PartSplitter } from './part-splitter.js';
import type { PartStore } from './part-store.js';

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
  readonly deflater: Deflater;
  readonly store: PartStore;
  /** Names of parts in the store begin so. */
  readonly prefix: string;
  readonly limits: ResolvedLimits;
  readonly signal?: AbortSignal | undefined;
  readonly onWritten?: ((bytes: number, invoices: number) => void) | undefined;
}

interface Group {
  /** More bytes than this it does not become. */
  readonly mostBytes: number;
  readonly written: Promise<void>;
}

// Large enough that handing a group to a thread costs little, small enough that few groups fill no memory.
const groupEntries = 64;
const groupBytes = 256 * 1024;

/**
 * Builds one package from invoices that come one by one: groups are deflated by threads at the same time, and written
 * in order. What is cut where follows from the invoices alone, never from who was done first.
 */
export class BatchBuilder {
  readonly #options: BuilderOptions;
  readonly #parts: PartSplitter;
  readonly #names = new EntryNames();
  readonly #invoices: { name: string; invoiceHash: string }[] = [];
  readonly #underWay: Group[] = [];
  #next: ArchiveEntry[] = [];
  #nextBytes = 0;
  #nextMostBytes = 0;
  #written: Promise<void> = Promise.resolve();
  #writtenInvoices = 0;

  constructor(options: BuilderOptions) {
    this.#options = options;
    const { store, prefix, key, limits, signal } = options;
    this.#parts = new PartSplitter(store, prefix, key, limits.partBytes, signal);
  }

  /** How many invoices are in it. */
  get size(): number {
    return this.#invoices.length;
  }

  /**
   * Puts an invoice in. False, with nothing changed, when the package would become too large: it belongs into the next.
   *
   * @throws InvalidInputError `INVALID_FILE_NAME`, `DUPLICATE_FILE_NAME`, `INVOICE_TOO_LARGE`
   */
  async add(name: string, content: Uint8Array, invoiceHash = hashOf(content)): Promise<boolean> {
    const { limits, format, signal } = this.#options;
    signal?.throwIfAborted();
    if (this.size >= limits.invoices) return false;
    const entry = { name, content };
    const mostBytes = format.mostBytes(entry);
    if (!(await this.#hasRoomFor(mostBytes))) {
      if (this.size > 0) return false;
      throw new InvalidInputError(
        `Invoice ${name} with ${content.length} bytes is too large for a package of ${limits.packageBytes} bytes.`,
        { code: 'INVOICE_TOO_LARGE', input: 'invoice' },
      );
    }
    this.#names.add(name);
    this.#invoices.push({ name, invoiceHash });
    this.#next.push(entry);
    this.#nextBytes += content.length;
    this.#nextMostBytes += mostBytes;
    if (this.#next.length >= groupEntries || this.#nextBytes >= groupBytes) await this.#dispatch();
    return true;
  }

  /** Ends the package. @throws InvalidInputError `EMPTY_BATCH` */
  async finish(): Promise<BuiltBatch> {
    const { key, format, signal } = this.#options;
    if (this.size === 0)
      throw new InvalidInputError('The package has no invoice.', { code: 'EMPTY_BATCH', input: 'source' });
    await this.#dispatch();
    await this.#written;
    await this.#parts.write(joined(format.end()));
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

  async #hasRoomFor(mostBytes: number): Promise<boolean> {
    const { limits, format } = this.#options;
    const fits = (pending: number) =>
      this.#parts.fileSize + format.endBytes() + pending + this.#nextMostBytes + mostBytes <=
      limits.packageBytes;
    if (fits(this.#underWay.reduce((sum, group) => sum + group.mostBytes, 0))) return true;
    // Near the limit: what is under way is smaller than feared, and once it is written, known.
    await this.#written;
    return fits(0);
  }

  async #dispatch(): Promise<void> {
    if (this.#next.length === 0) return;
    const { format, deflater } = this.#options;
    const entries = this.#next;
    const mostBytes = this.#nextMostBytes;
    this.#next = [];
    this.#nextBytes = 0;
    this.#nextMostBytes = 0;
    const deflating = deflater.deflate(await format.prepare(entries));
    const written = this.#written.then(async () => {
      await this.#parts.write(joined(format.write(entries, await deflating)));
      this.#underWay.shift();
      this.#writtenInvoices += entries.length;
      this.#options.onWritten?.(this.#parts.fileSize, this.#writtenInvoices);
    });
    // Whoever waits for it next learns of its failure.
    deflating.catch(() => {});
    written.catch(() => {});
    this.#written = written;
    this.#underWay.push({ mostBytes, written });
    if (this.#underWay.length > 2 * deflater.threads) await this.#underWay[0]?.written;
  }
}
