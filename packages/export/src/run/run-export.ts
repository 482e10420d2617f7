import type { Api } from '@ksef/api';
import { KsefStatusError } from '@ksef/core';
import {
  checkOptions,
  numberOrInfinity,
  type OptionChecks,
  observed,
  pickOptions,
  stopwatch,
  wholeNumber,
} from '@ksef/core/internal';
import type { InvoiceFilters } from '../query/index.js';
import type { ExportHandle } from './export-handle.js';
import type { ExportPackage } from './export-package.js';
import { type WaitForExportOptions, waitForExport, waitForExportChecks } from './export-status.js';
import { type StartExportOptions, startExport, startExportChecks } from './start-export.js';

/** Options of {@link runExport}. */
export interface RunExportOptions extends Omit<StartExportOptions, 'key' | 'iv'> {
  /** Longest wait for one export, in milliseconds. Default 30 minutes. */
  readonly waitTimeoutMs?: number | undefined;
  /** How many new exports are tried when one takes too long or fails on KSeF's side. Default 2. */
  readonly restarts?: number | undefined;
}

const { key: _key, iv: _iv, ...startChecks } = startExportChecks;

/** What each option must be. */
export const runExportChecks: OptionChecks<RunExportOptions> = {
  ...startChecks,
  waitTimeoutMs: numberOrInfinity(0),
  restarts: wholeNumber(0),
};

/** A finished export: how to fetch it, and what it contains. */
export interface FinishedExport {
  /** For `downloadExport` and `readExport`. Contains the key. */
  readonly handle: ExportHandle;
  /** Its parts, their sizes and links, and how many invoices there are. */
  readonly package: ExportPackage;
}

// 415: the key could not be decrypted; 500, 550: internal errors of KSeF. 420 would repeat.
const worthAnother = new Set([210, 410, 415, 500, 550]);

/**
 * Starts an export and waits for it; one that hangs or fails on KSeF's side is replaced by a new one.
 *
 * @throws KsefStatusError `WAIT_TIMEOUT`, `EXPORT_FAILED`
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { type InvoiceFilters, readExport, runExport, type SymmetricKeyEncryptor } from '@ksef/export';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor;
 * declare const filters: InvoiceFilters;
 *
 * const { handle } = await runExport(api, filters, { encryptor });
 * for await (const { ksefNumber } of readExport(api, handle)) console.log(ksefNumber);
 * ```
 */
export async function runExport(
  api: Api,
  filters: InvoiceFilters,
  options: RunExportOptions,
): Promise<FinishedExport> {
  checkOptions<RunExportOptions>(options, runExportChecks);
  const startOptions = pickOptions<StartExportOptions>(options, startExportChecks);
  const waitOptions = pickOptions<WaitForExportOptions>(options, waitForExportChecks);
  const emit = observed(options.onEvent);
  for (let left = options.restarts ?? 2; ; left--) {
    const elapsedMs = stopwatch(api.clock);
    const handle = await startExport(api, filters, startOptions);
    try {
      return { handle, package: await waitForExport(api, handle, waitOptions) };
    } catch (error) {
      const another =
        error instanceof KsefStatusError &&
        (error.code === 'WAIT_TIMEOUT' || worthAnother.has(error.status.code));
      if (!another || left <= 0) throw error;
      if (error.status.code === 415) await options.encryptor.forceRefresh({ signal: options.signal });
      emit({
        type: 'export-abandoned',
        referenceNumber: handle.referenceNumber,
        reason: error.message,
        durationMs: elapsedMs(),
      });
    }
  }
}
