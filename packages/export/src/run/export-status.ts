import { type Api, type CallOptions, getInvoiceExportStatus } from '@ksef/api';
import { callChecks } from '@ksef/api/internal';
import { KsefApiError, KsefStatusError, referenceNumber } from '@ksef/core';
import {
  callback,
  checkOptions,
  isPassing,
  numberOrInfinity,
  type OptionChecks,
  objectWith,
  observed,
  stopwatch,
  waitUntil,
} from '@ksef/core/internal';
import type { ExportObserver } from '../export-event.js';
import { retryWhenLimited } from '../retry-when-limited.js';
import { checkPackage, type ExportPackage, type ExportStatus } from './export-package.js';
import type { ExportSlots } from './export-slots.js';

/** An export, by its handle or reference number. */
export type ExportName = string | { readonly referenceNumber: string };

/**
 * Status of an export; 100 is running, 200 finished. KSeF keeps it for 7 days.
 *
 * @throws InvalidInputError `INVALID_REFERENCE_NUMBER`
 * @throws KsefApiError 21175 for an export that KSeF does not know
 * @throws GoneError when KSeF no longer keeps it
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { exportStatus } from '@ksef/export';
 *
 * declare const api: Api;
 *
 * const { status } = await exportStatus(api, '20260201-EH-1234567890-ABCDEF1234-01');
 * console.log(status.code, status.description);
 * ```
 */
export async function exportStatus(api: Api, name: ExportName, options?: CallOptions): Promise<ExportStatus> {
  const number = typeof name === 'string' ? name : name.referenceNumber;
  return getInvoiceExportStatus(api, { referenceNumber: referenceNumber(number) }, options);
}

/** Options of {@link waitForExport}. */
export interface WaitForExportOptions extends CallOptions {
  /** Longest wait in total, in milliseconds. Default 30 minutes: some exports never end. */
  readonly waitTimeoutMs?: number | undefined;
  /** Called when the export has ended. */
  readonly slots?: ExportSlots | undefined;
  readonly onEvent?: ExportObserver | undefined;
}

/** What each option must be. */
export const waitForExportChecks: OptionChecks<WaitForExportOptions> = {
  ...callChecks,
  waitTimeoutMs: numberOrInfinity(0),
  slots: objectWith('done'),
  onEvent: callback,
};

/**
 * Waits until an export is finished, and returns its package.
 *
 * @throws KsefStatusError `WAIT_TIMEOUT`; `EXPORT_EXPIRED` (210, 410); `EXPORT_FAILED` for every other end, with KSeF's
 * status: 415 key could not be decrypted, 420 range beyond the high-water mark, 500, 550
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
export async function waitForExport(
  api: Api,
  name: ExportName,
  options: WaitForExportOptions = {},
): Promise<ExportPackage> {
  checkOptions<WaitForExportOptions>(options, waitForExportChecks);
  const emit = observed(options.onEvent);
  const number = typeof name === 'string' ? name : name.referenceNumber;
  const elapsedMs = stopwatch(api.clock);
  const { signal, waitTimeoutMs = 1_800_000 } = options;
  let unknownBefore = 0;
  const state = await waitUntil(
    () => retryWhenLimited(api, () => exportStatus(api, number, options), { signal, emit }),
    ({ status }) => status.code >= 200,
    {
      clock: api.clock,
      firstWaitMs: 500,
      longestWaitMs: 20_000,
      timeoutMs: waitTimeoutMs,
      signal,
      // The export continues while KSeF is unreachable. And KSeF sometimes does not know for a moment what it has
      // just started.
      canRetry: (error) => isPassing(error) || (isUnknown(error) && ++unknownBefore <= 4),
      onTimeout: (last, failure) => notEnded(number, last, failure),
    },
  );
  options.slots?.done(number);
  return packageOf(number, state, { emit, elapsedMs });
}

function notEnded(number: string, last: ExportStatus | undefined, cause: unknown): KsefStatusError {
  const status = last?.status ?? { code: 100, description: '' };
  return new KsefStatusError(
    `Export ${number} did not finish in time: status ${status.code} ${status.description}.`,
    { code: 'WAIT_TIMEOUT', status, referenceNumber: number, cause },
  );
}

// 410: KSeF keeps the package no longer, and says so in a successful answer (ksef-api #245).
const expired: ReadonlySet<number> = new Set([210, 410]);

/** The package of an export that has ended. @throws KsefStatusError @throws IntegrityError `INVALID_PACKAGE` */
export function packageOf(
  number: string,
  state: ExportStatus,
  { emit, elapsedMs }: { readonly emit: ExportObserver; elapsedMs(): number },
): ExportPackage {
  const { status } = state;
  if (status.code !== 200) {
    throw new KsefStatusError(
      `Export ${number} gave no package: ${[`${status.code} ${status.description}`, ...(status.details ?? [])].join('; ')}.`,
      {
        code: expired.has(status.code) ? 'EXPORT_EXPIRED' : 'EXPORT_FAILED',
        status,
        referenceNumber: number,
      },
    );
  }
  const found = checkPackage(number, state.package);
  emit({
    type: 'export-ready',
    referenceNumber: number,
    invoiceCount: found.invoiceCount,
    partCount: found.parts.length,
    isTruncated: found.isTruncated,
    durationMs: elapsedMs(),
  });
  return found;
}

function isUnknown(error: unknown): boolean {
  return error instanceof KsefApiError && (error.status === 404 || error.hasCode(21175));
}
