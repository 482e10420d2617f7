import { IntegrityError, KsefError } from '@ksef/core';
import { messageOf, numberOrInfinity, type OptionChecks, quoted } from '@ksef/core/internal';

/** Limits for an archive. A larger one is rejected before its contents take memory or disk. */
export interface ArchiveLimits {
  /** Files. Default 20 000: KSeF packs at most 10 000 invoices. */
  readonly maxEntries?: number | undefined;
  /** Bytes of one invoice. Default 20 000 000. */
  readonly maxInvoiceBytes?: number | undefined;
  /** Bytes of `_metadata.json`. Default 500 000 000. */
  readonly maxMetadataBytes?: number | undefined;
  /** Bytes of all files together. Default 50 000 000 000. */
  readonly maxTotalBytes?: number | undefined;
  /** Unpacked bytes per packed byte, once 64 MB are unpacked. Default 200. */
  readonly maxRatio?: number | undefined;
}

/** What each limit must be. */
export const archiveLimitChecks: OptionChecks<ArchiveLimits> = {
  maxEntries: numberOrInfinity(0),
  maxInvoiceBytes: numberOrInfinity(0),
  maxMetadataBytes: numberOrInfinity(0),
  maxTotalBytes: numberOrInfinity(0),
  maxRatio: numberOrInfinity(0),
};

/** Name of the file that lists the contents of the package. */
export const metadataName = '_metadata.json';

// A small archive of similar invoices compresses well and does no harm.
const ratioFromBytes = 64_000_000;

/** Checks the contents of an archive against its limits. */
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
      throw tooLarge(`${entries} files. At most ${this.#limits.maxEntries} are accepted`);
    }
  }

  /** One file, by name and unpacked size. */
  add(name: string, sizeBytes: number): void {
    // Names are only looked up, never used as paths; one that would be harmful as a path does not come from KSeF.
    if (!/^[^/\\:\0]{1,255}$/.test(name) || name === '.' || name === '..') {
      throw new IntegrityError(`The archive names a file ${quoted(name)}, which is not a plain file name.`, {
        code: 'UNSAFE_NAME',
      });
    }
    if (this.#names.has(name)) {
      throw new IntegrityError(`The archive has ${quoted(name)} twice.`, { code: 'DUPLICATE_ENTRY' });
    }
    this.#names.add(name);
    this.expect(this.#names.size);
    const { maxMetadataBytes, maxInvoiceBytes, maxTotalBytes } = this.#limits;
    const most = name === metadataName ? maxMetadataBytes : maxInvoiceBytes;
    if (sizeBytes > most) throw tooLarge(`${name} of ${sizeBytes} bytes. At most ${most} are accepted`);
    this.#totalBytes += sizeBytes;
    if (this.#totalBytes > maxTotalBytes) {
      throw tooLarge(`more than the ${maxTotalBytes} bytes that are accepted`);
    }
  }

  /** How many bytes were unpacked, and from how many. */
  ratio(packedBytes: number, unpackedBytes = this.#totalBytes): void {
    const { maxRatio } = this.#limits;
    if (unpackedBytes > ratioFromBytes && unpackedBytes > packedBytes * maxRatio) {
      throw tooLarge(`${unpackedBytes} bytes packed into ${packedBytes}, more than ${maxRatio} to 1`);
    }
  }
}

/** The error for an unreadable archive. */
export function invalidArchive(why: string, cause?: unknown): IntegrityError {
  return new IntegrityError(`The package is not a valid archive: ${why}.`, {
    code: 'INVALID_ARCHIVE',
    cause,
  });
}

function tooLarge(what: string): IntegrityError {
  return new IntegrityError(`The archive holds ${what}.`, { code: 'ARCHIVE_TOO_LARGE' });
}

/** Errors of the archive become the package's; other errors (a part, the network) stay as they are. */
export function asIntegrityError(error: unknown): unknown {
  if (error instanceof KsefError || (error instanceof Error && error.name === 'AbortError')) return error;
  return invalidArchive(messageOf(error), error);
}
