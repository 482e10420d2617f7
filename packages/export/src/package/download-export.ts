import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ReadableStream } from 'node:stream/web';
import type { Api } from '@ksef/api';
import { checkOptions, flag, type OptionChecks } from '@ksef/core/internal';
import { type PackageOptions, PackageParts, packageChecks } from '../parts/index.js';
import type { ExportAccess, ExportPackage } from '../run/index.js';

/** Options of {@link downloadExport}. */
export interface DownloadExportOptions extends PackageOptions {
  /** Leaves the writable open after the last byte. Default false: it is closed. */
  readonly preventClose?: boolean | undefined;
}

const optionChecks: OptionChecks<DownloadExportOptions> = { ...packageChecks, preventClose: flag };

/**
 * Writes the archive of a finished export, decrypted and in one piece, to any Web or Node writable. Each part is stored
 * as ciphertext until its sizes and both hashes are correct; only then its bytes are written. On failure the
 * writable is aborted: what it received so far is not an archive.
 *
 * @throws IntegrityError `PART_MISMATCH` naming the part, `INVALID_PACKAGE`, `PACKAGE_TOO_LARGE`
 * @throws CryptoError `DECRYPTION_FAILED` for a key or IV of another export
 * @throws KsefStatusError `EXPORT_FAILED` when it is not done, `EXPORT_EXPIRED`
 * @throws TransportError `NETWORK`
 * @throws KsefError `SPOOL_FAILED` when the disk is full
 * @example
 * ```ts
 * import { createWriteStream } from 'node:fs';
 * import type { Api } from '@ksef/api';
 * import { downloadExport, type ExportHandle } from '@ksef/export';
 *
 * declare const api: Api;
 * declare const handle: ExportHandle; // from startExport, or unsealExport
 * await downloadExport(api, handle, createWriteStream('invoices.zip', { mode: 0o600 }));
 * ```
 */
export async function downloadExport(
  api: Api,
  access: ExportAccess,
  writable: WritableStream<Uint8Array> | Writable,
  options: DownloadExportOptions = {},
): Promise<ExportPackage> {
  checkOptions<DownloadExportOptions>(options, optionChecks);
  const { preventClose = false } = options;
  // A child of the caller's, which adds no listener to it: Node warns when many downloads share one signal.
  const signal = options.signal && AbortSignal.any([options.signal]);
  let parts: PackageParts | undefined;
  async function* archive(): AsyncGenerator<Uint8Array, void> {
    // Opened in here, so that the writable is aborted on every failure.
    parts = await PackageParts.open(api, access, options);
    for (let index = 0; index < parts.sizes.length; index++) {
      const part = await parts.part(index);
      yield* part.chunks();
      await parts.release(index);
    }
  }
  try {
    if (!('getWriter' in writable)) await pipeline(archive, writable, { signal, end: !preventClose });
    else {
      const source = ReadableStream.from<Uint8Array>(archive());
      await source.pipeTo(writable, { preventClose, ...(signal && { signal }) });
    }
  } catch (error) {
    // Node's pipeline creates its own AbortError; the caller expects the signal's reason.
    signal?.throwIfAborted();
    throw error;
  } finally {
    await parts?.close();
  }
  return (parts as PackageParts).package;
}
