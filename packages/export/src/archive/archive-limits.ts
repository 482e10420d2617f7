import { IntegrityError, KsefError } from '@ksef/core';

/** What an archive may hold at most. An archive beyond is refused before its contents take memory or disk. */
export interface ArchiveLimits {
  /** Files. Default 20 000: KSeF packs at most 10 000 invoices. */
  readonly maxEntries?: number | undefined;
  /** Bytes of one invoice. Default 20 000 000. */
  readonly maxInvoiceBytes?: number | undefined;
  /** Bytes of `_metadata.json`. Default 500 000 000. */
  readonly maxMetadataBytes?: number | undefined;
  /** Bytes of all files together. Default 50 000 000 000. */
  readonly maxTotalBytes?: number | undefined;
  /** Bytes unpacked for a byte packed, once 64 MB are unpacked. Default 200. */
  readonly maxRatio?: number | undefined;
}

/** Name of the file that tells what is in the package. */
export const metadataName = '_metadata.json';

// A small archive of much alike invoices packs well and hurts nobody.
const ratioFromBytes = 64_000_000;

/** Counts what an archive holds against its limits. */
export class ArchiveGuard {
  readonly #limits: Required<{ [Key in keyof ArchiveLimits]: number }>;
  readonly #names = new Set<string>();
  #totalBytes = 0;

  constructor(limits: ArchiveLimits = {}) {
    this.#limits = {
      maxEntries: limits.maxEntries ?? 20_000,
      maxInvoiceBytes: limits.maxInvoiceBytes ?? 20_000_000,
      maxMetadataBytes: limits.maxMetadataBytes ?? 500_000_000,
      maxTotalBytes: limits.maxTotalBytes ?? 50_000_000_000,
      maxRatio: limits.maxRatio ?? 200,
    };
  }

  /** A number of files that was announced. */
  expect(entries: number): void {
    if (entries > this.#limits.maxEntries) {
      throw tooLarge(`${entries} files, more than the ${this.#limits.maxEntries} that are taken`);
    }
  }

  /** One file, by name and unpacked size. */
  add(name: string, sizeBytes: number): void {
    // Names are only looked up, never used as paths; one that would be harmful as a path is no KSeF's.
    if (!/^[^/\\:\0]{1,255}$/.test(name) || name === '.' || name === '..') {
      throw new IntegrityError(
        `The archive names a file ${JSON.stringify(name.slice(0, 300))}, which is no plain file name.`,
        { code: 'UNSAFE_NAME' },
      );
    }
    if (this.#names.has(name)) {
      throw new IntegrityError(`The archive has ${JSON.stringify(name)} twice.`, { code: 'DUPLICATE_ENTRY' });
    }
    this.#names.add(name);
    this.expect(this.#names.size);
    const { maxMetadataBytes, maxInvoiceBytes, maxTotalBytes } = this.#limits;
    const most = name === metadataName ? maxMetadataBytes : maxInvoiceBytes;
    if (sizeBytes > most)
      throw tooLarge(`${name} of ${sizeBytes} bytes, more than the ${most} that are taken`);
    this.#totalBytes += sizeBytes;
    if (this.#totalBytes > maxTotalBytes) {
      throw tooLarge(`more than the ${maxTotalBytes} bytes that are taken`);
    }
  }

  /** How far the archive was unpacked, and from how much. */
  ratio(packedBytes: number, unpackedBytes = this.#totalBytes): void {
    const { maxRatio } = this.#limits;
    if (unpackedBytes > ratioFromBytes && unpackedBytes > packedBytes * maxRatio) {
      throw tooLarge(`${unpackedBytes} bytes packed into ${packedBytes}, more than ${maxRatio} to 1`);
    }
  }
}

/** What cannot be read as an archive. */
export function invalidArchive(why: string, cause?: unknown): IntegrityError {
  return new IntegrityError(`The package is no sound archive: ${why}.`, { code: 'INVALID_ARCHIVE', cause });
}

function tooLarge(what: string): IntegrityError {
  return new IntegrityError(`The archive holds ${what}.`, { code: 'ARCHIVE_TOO_LARGE' });
}

/** Errors of the archive become the package's; errors of ours (a part, the network) stay what they are. */
export function asIntegrityError(error: unknown): unknown {
  if (error instanceof KsefError || (error instanceof Error && error.name === 'AbortError')) return error;
  return invalidArchive(error instanceof Error ? error.message : String(error), error);
}
