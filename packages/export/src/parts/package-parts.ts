import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { Api, CallOptions } from '@ksef/api';
import { callChecks } from '@ksef/api/internal';
import { IntegrityError } from '@ksef/core';
import {
  anything,
  callback,
  numberFrom,
  numberOrInfinity,
  type OptionChecks,
  observed,
  onAbort,
  parseInstant,
  someText,
  stopwatch,
  toMs,
  wholeNumber,
} from '@ksef/core/internal';
import type { ExportObserver } from '../export-event.js';
import { retryWhenLimited } from '../retry-when-limited.js';
import {
  checkExportKey,
  checkPackage,
  type ExportAccess,
  type ExportPackage,
  exportStatus,
  packageOf,
} from '../run/index.js';
import { DigestThread } from './digest-thread.js';
import { downloadPart } from './download-part.js';
import type { PackagePart, PartMismatch } from './part-check.js';
import { digestHere } from './part-digest.js';
import type { PartDownload } from './part-download.js';
import { makeSpoolFolder } from './spool-folder.js';
import type { SpooledPart } from './spooled-part.js';

// A link that expires within this time is renewed before use.
const linkMarginMs = 10_000;
// Smaller packages are verified before a thread has started.
const threadFromBytes = 16_000_000;

/** Options of fetching a package. */
export interface PackageOptions extends CallOptions {
  /** The package, if its status has just been read. Default: it is requested. */
  readonly package?: ExportPackage | undefined;
  /** How many parts are fetched ahead of the one in use, 0 to 8. Default 1. */
  readonly readAhead?: number | undefined;
  /** Where ciphertext is stored until it has been used. Default: the system's folder for temporary files. */
  readonly spoolFolder?: string | undefined;
  /** How long a download may stall before it is started again, in milliseconds. Default 60 000. */
  readonly stallTimeoutMs?: number | undefined;
  /** The largest accepted package, in bytes before decryption. Default 5 000 000 000. */
  readonly maxPackageBytes?: number | undefined;
  /**
   * Called for a part whose hash is wrong twice in a row, for your own inspection. `true` accepts the part as it is,
   * and `onEvent` reports it. Default: rejected. Sizes must always match.
   */
  readonly acceptMismatch?: ((mismatch: PartMismatch) => boolean | Promise<boolean>) | undefined;
  readonly onEvent?: ExportObserver | undefined;
}

/** What each option must be. */
export const packageChecks: OptionChecks<PackageOptions> = {
  ...callChecks,
  // As KSeF returned it: validated where it is read.
  package: anything,
  readAhead: wholeNumber(0, 8),
  spoolFolder: someText,
  stallTimeoutMs: numberFrom(1, 2 ** 31 - 1),
  maxPackageBytes: numberOrInfinity(0),
  acceptMismatch: callback,
  onEvent: callback,
};

/** The parts of one package: fetched in order with read-ahead, verified, and removed after use. */
export class PackageParts {
  readonly package: ExportPackage;
  readonly #api: Api;
  readonly #access: ExportAccess;
  readonly #options: PackageOptions;
  readonly #emit: ExportObserver;
  readonly #folder: string;
  readonly #ending = new AbortController();
  readonly #fetched = new Map<number, Promise<SpooledPart>>();
  #links: readonly PackagePart[];
  #renewing: Promise<void> | undefined;
  readonly #thread: DigestThread | undefined;
  readonly #off: () => void;

  private constructor(
    api: Api,
    access: ExportAccess,
    found: ExportPackage,
    folder: string,
    options: PackageOptions,
  ) {
    this.#api = api;
    this.#access = access;
    this.package = found;
    this.#links = inOrder(found, options.maxPackageBytes ?? 5_000_000_000);
    this.#folder = folder;
    this.#options = options;
    this.#emit = observed(options.onEvent);
    const bytes = this.#links.reduce((sum, { encryptedPartSize }) => sum + encryptedPartSize, 0);
    if (bytes >= threadFromBytes && availableParallelism() > 1) this.#thread = DigestThread.begin();
    const abort = () => this.#ending.abort(options.signal?.reason);
    this.#off = onAbort(options.signal, abort);
    if (options.signal?.aborted) abort();
  }

  /**
   * @throws InvalidInputError `INVALID_KEY`, `INVALID_OPTION` @throws IntegrityError `INVALID_PACKAGE`,
   * `PACKAGE_TOO_LARGE`
   */
  static async open(api: Api, access: ExportAccess, options: PackageOptions): Promise<PackageParts> {
    checkExportKey(access);
    const emit = observed(options.onEvent);
    const found =
      options.package === undefined
        ? await readPackage(api, access, options, emit)
        : checkPackage(access.referenceNumber, options.package);
    const folder = await makeSpoolFolder(options.spoolFolder);
    try {
      return new PackageParts(api, access, found, folder, options);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Plain sizes of the parts, in order. */
  get sizes(): readonly number[] {
    return this.#links.map(({ partSize }) => partSize);
  }

  /** A verified part, from 0; the next downloads are started. */
  part(index: number): Promise<SpooledPart> {
    const last = Math.min(index + (this.#options.readAhead ?? 1), this.#links.length - 1);
    for (let ahead = index; ahead <= last; ahead++) {
      if (this.#fetched.has(ahead)) continue;
      const fetching = this.#fetch(ahead);
      // Its consumer sees its failure; until then it must not count as unhandled.
      fetching.catch(() => undefined);
      this.#fetched.set(ahead, fetching);
    }
    return this.#fetched.get(index) ?? Promise.reject(new RangeError(`There is no part ${index + 1}.`));
  }

  /** A part has been used: its ciphertext is removed. */
  async release(index: number): Promise<void> {
    const part = await this.#fetched.get(index);
    await part?.close();
  }

  /** Ends all downloads and removes all ciphertext. */
  async close(): Promise<void> {
    this.#off();
    this.#ending.abort();
    for (const outcome of await Promise.allSettled(this.#fetched.values())) {
      if (outcome.status === 'fulfilled') await outcome.value.close();
    }
    await this.#thread?.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #fetch(index: number): Promise<SpooledPart> {
    const part = this.#links[index] as PackagePart;
    const download: PartDownload = {
      access: this.#access,
      folder: this.#folder,
      signal: this.#ending.signal,
      stallTimeoutMs: this.#options.stallTimeoutMs ?? 60_000,
      emit: this.#emit,
      digest: (file) => this.#thread?.digest(this.#access, file) ?? digestHere(this.#access, file),
      acceptMismatch: this.#options.acceptMismatch,
      link: (_ordinal, stale) => this.#link(index, stale),
    };
    return downloadPart(this.#api, part, download);
  }

  async #link(index: number, stale: string | undefined): Promise<PackagePart> {
    const link = this.#links[index] as PackagePart;
    const ends = parseInstant(link.expirationDate);
    const ended = ends !== undefined && toMs(ends) - linkMarginMs <= this.#api.clock.now();
    if (stale !== undefined ? link.url === stale : ended) {
      this.#renewing ??= this.#renew().finally(() => {
        this.#renewing = undefined;
      });
      await this.#renewing;
    }
    return this.#links[index] as PackagePart;
  }

  async #renew(): Promise<void> {
    const { maxPackageBytes = 5_000_000_000 } = this.#options;
    const found = await readPackage(this.#api, this.#access, this.#options, () => {});
    const links = inOrder(found, maxPackageBytes);
    const same = (one: PackagePart, index: number) =>
      one.encryptedPartHash === links[index]?.encryptedPartHash;
    if (links.length !== this.#links.length || !this.#links.every(same)) {
      throw new IntegrityError(
        `Export ${this.#access.referenceNumber} has other parts than before. Start its download again.`,
        { code: 'INVALID_PACKAGE' },
      );
    }
    this.#links = links;
    this.#emit({ type: 'links-renewed', referenceNumber: this.#access.referenceNumber });
  }
}

async function readPackage(
  api: Api,
  access: ExportAccess,
  options: CallOptions,
  emit: ExportObserver,
): Promise<ExportPackage> {
  const elapsedMs = stopwatch(api.clock);
  const state = await retryWhenLimited(api, () => exportStatus(api, access, options), {
    signal: options.signal,
    emit,
  });
  return packageOf(access.referenceNumber, state, { emit, elapsedMs });
}

/** The parts by ordinal. Invalid ones are rejected before anything is fetched. */
function inOrder(found: ExportPackage, maxBytes: number): readonly PackagePart[] {
  const parts = [...found.parts].sort((a, b) => a.ordinalNumber - b.ordinalNumber);
  for (const [index, part] of parts.entries()) {
    const sane = part.partSize >= 0 && part.encryptedPartSize >= part.partSize;
    if (part.ordinalNumber === index + 1 && sane) continue;
    throw new IntegrityError(
      `The package is incomplete: instead of part ${index + 1}, KSeF names part ${part.ordinalNumber} of ${part.partSize} bytes.`,
      { code: 'INVALID_PACKAGE' },
    );
  }
  const bytes = parts.reduce((sum, { encryptedPartSize }) => sum + encryptedPartSize, 0);
  if (bytes > maxBytes) {
    throw new IntegrityError(`The package has ${bytes} bytes. At most ${maxBytes} are accepted.`, {
      code: 'PACKAGE_TOO_LARGE',
    });
  }
  return parts;
}
