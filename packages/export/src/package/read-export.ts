import { createHash } from 'node:crypto';
import type { Api } from '@ksef/api';
import { IntegrityError, type KsefNumber, ksefNumber } from '@ksef/core';
import { checkOptions, messageOf, nested, type OptionChecks, observed, stopwatch } from '@ksef/core/internal';
import type { ExportedInvoice, PackageArchive } from '../archive/index.js';
import {
  ArchiveGuard,
  type ArchiveLimits,
  archiveLimitChecks,
  invalidArchive,
  isPlainNumber,
  openTar,
  openZip,
} from '../archive/index.js';
import type { ExportObserver } from '../export-event.js';
import { PackageBytes, type PackageOptions, PackageParts, packageChecks } from '../parts/index.js';
import type { ExportAccess, ExportPackage } from '../run/index.js';

/** Options of {@link readExport}. */
export interface ReadExportOptions extends PackageOptions {
  readonly limits?: ArchiveLimits | undefined;
}

/** What each option must be. */
export const readExportChecks: OptionChecks<ReadExportOptions> = {
  ...packageChecks,
  limits: nested<ArchiveLimits>(archiveLimitChecks),
};

/**
 * The invoices of a finished export, each with its metadata, in the order of `_metadata.json`; memory stays the same
 * however many there are. Every part is verified before it is read, and every invoice against the hash in its
 * metadata. Ciphertext is stored on disk meanwhile, up to the size of the package.
 *
 * @throws IntegrityError `PART_MISMATCH` naming the part; `INVALID_PACKAGE`, `INVALID_ARCHIVE`, `INVALID_METADATA`,
 * `INCOMPLETE_PACKAGE`, `INVOICE_MISMATCH`; `PACKAGE_TOO_LARGE`, `ARCHIVE_TOO_LARGE`, `UNSAFE_NAME`, `DUPLICATE_ENTRY`
 * @throws CryptoError `DECRYPTION_FAILED` for a key or IV of another export
 * @throws KsefStatusError `EXPORT_FAILED`, `EXPORT_EXPIRED`; KsefError `SPOOL_FAILED` when the disk is full
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { type InvoiceFilters, readExport, startExport, type SymmetricKeyEncryptor, waitForExport } from
 * '@ksef/export';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor; // EncryptionService of @ksef/crypto
 * declare const filters: InvoiceFilters;
 *
 * const handle = await startExport(api, filters, { encryptor });
 * await waitForExport(api, handle);
 * for await (const { ksefNumber, content } of readExport(api, handle)) console.log(ksefNumber, content?.length);
 * ```
 */
export async function* readExport(
  api: Api,
  access: ExportAccess,
  options: ReadExportOptions = {},
): AsyncGenerator<ExportedInvoice, void> {
  checkOptions<ReadExportOptions>(options, readExportChecks);
  yield* readPackage(api, access, options, false);
}

/** @param withContent whether to reject a package of metadata only, because its invoices are missing */
export async function* readPackage(
  api: Api,
  access: ExportAccess,
  options: ReadExportOptions,
  withContent: boolean,
): AsyncGenerator<ExportedInvoice, void> {
  const opened = await openExport(api, access, options, withContent);
  try {
    if (opened !== undefined) yield* opened.invoices();
  } finally {
    await opened?.close();
  }
}

/** An export that is being read. */
export interface OpenedExport {
  /** Numbers and dates only; may be read before the invoices. */
  metadata: PackageArchive['metadata'];
  invoices(): AsyncGenerator<ExportedInvoice, void>;
  close(): Promise<void>;
}

/** Undefined for a package without parts: nothing matched the filters. */
export async function openExport(
  api: Api,
  access: ExportAccess,
  options: ReadExportOptions,
  withContent: boolean,
): Promise<OpenedExport | undefined> {
  const emit = observed(options.onEvent);
  const parts = await PackageParts.open(api, access, options);
  let archive: PackageArchive | undefined;
  try {
    if (parts.sizes.length === 0) {
      if (parts.package.invoiceCount > 0) throw incomplete(parts.package, 0);
      await parts.close();
      return undefined;
    }
    archive = await openArchive(new PackageBytes(parts), options);
    const hasInvoices = withContent || archive.invoiceCount !== 0;
    if (hasInvoices && archive.invoiceCount !== parts.package.invoiceCount) {
      throw incomplete(parts.package, archive.invoiceCount);
    }
  } catch (error) {
    archive?.close();
    await parts.close();
    throw error;
  }
  const open = archive;
  return {
    metadata: open.metadata,
    async *invoices() {
      const elapsedMs = stopwatch(api.clock);
      yield* checked(open, parts.package, emit, options.signal);
      const { referenceNumber } = access;
      const { invoiceCount } = parts.package;
      emit({ type: 'package-read', referenceNumber, invoiceCount, durationMs: elapsedMs() });
    },
    async close() {
      open.close();
      await parts.close();
    },
  };
}

async function openArchive(bytes: PackageBytes, options: ReadExportOptions): Promise<PackageArchive> {
  const emit = observed(options.onEvent);
  const skipped = (name: string) => emit({ type: 'entry-skipped', name });
  const [first, second] = await bytes.read(0, 2);
  // The archive itself says what it is; a KSeF before 2.9 may leave it out of the status.
  if (first === 0x1f && second === 0x8b) return openTar(bytes, options.limits, skipped);
  if (first === 0x50 && second === 0x4b) return openZip(bytes, new ArchiveGuard(options.limits), skipped);
  // Only the beginning is checked: behind other bytes two readers might find two archives.
  const beginning = await bytes.read(0, 8);
  throw invalidArchive(`it begins with ${beginning.toString('hex')}, not with 504b (ZIP) or 1f8b (TarGz)`);
}

async function* checked(
  archive: PackageArchive,
  found: ExportPackage,
  emit: ExportObserver,
  signal: AbortSignal | undefined,
): AsyncGenerator<ExportedInvoice, void> {
  let count = 0;
  for await (const { metadata, content } of archive.invoices()) {
    signal?.throwIfAborted();
    if (content !== undefined && hashOf(content) !== metadata.invoiceHash) {
      throw new IntegrityError(
        `Invoice ${metadata.ksefNumber} of the package does not have the hash in its metadata.`,
        { code: 'INVOICE_MISMATCH' },
      );
    }
    if (++count > found.invoiceCount) throw incomplete(found, count);
    if (!isPlainNumber(metadata.ksefNumber)) {
      emit({ type: 'entry-skipped', name: metadata.ksefNumber.slice(0, 100) });
      continue;
    }
    const reason = faultOf(metadata.ksefNumber);
    if (reason !== undefined) emit({ type: 'unusual-ksef-number', ksefNumber: metadata.ksefNumber, reason });
    yield { ksefNumber: metadata.ksefNumber as KsefNumber, metadata, content };
  }
  if (count !== found.invoiceCount) throw incomplete(found, count);
}

/** A fault of the number that KSeF itself assigned to an invoice. The invoice is delivered regardless. */
function faultOf(number: string): string | undefined {
  try {
    ksefNumber(number);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

// WebCrypto's digest costs a copy and a trip through the thread pool per invoice.
const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('base64');

function incomplete(found: ExportPackage, count: number): IntegrityError {
  return new IntegrityError(
    `The package should contain ${found.invoiceCount} invoices, but has ${count}. Start a new export.`,
    { code: 'INCOMPLETE_PACKAGE' },
  );
}
