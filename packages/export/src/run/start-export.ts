import { type Api, type CallOptions, type Schemas, startInvoiceExport } from '@ksef/api';
import { callChecks } from '@ksef/api/internal';
import { encodeBase64, InvalidInputError, KsefApiError, UnknownOutcomeError } from '@ksef/core';
import {
  anything,
  callback,
  checkOptions,
  flag,
  growingWaits,
  numberOrInfinity,
  type OptionChecks,
  objectWith,
  observed,
  oneOf,
  required,
} from '@ksef/core/internal';
import type { ExportObserver } from '../export-event.js';
import { cutRange, type InvoiceFilters, longestRangeDays, readFilters } from '../query/index.js';
import { retryWhenLimited } from '../retry-when-limited.js';
import { checkExportKey, ExportHandle } from './export-handle.js';
import type { ExportSlots } from './export-slots.js';
import { exportStatus } from './export-status.js';
import type { SymmetricKeyEncryptor } from './symmetric-key-encryptor.js';

// How often a start is repeated after a lost response.
const mostRepeats = 2;

/** Options of {@link startExport}. */
export interface StartExportOptions extends CallOptions {
  readonly encryptor: SymmetricKeyEncryptor;
  /** Metadata without the invoices. Default false. */
  readonly onlyMetadata?: boolean | undefined;
  /** Default `Zip`. */
  readonly compressionType?: Schemas['CompressionType'] | undefined;
  /** AES-256 key (32 bytes) and IV (16 bytes). Default: random. */
  readonly key?: Uint8Array | undefined;
  readonly iv?: Uint8Array | undefined;
  /** Limits the number of running exports. */
  readonly slots?: ExportSlots | undefined;
  /** Longest wait for a slot among the running exports, in milliseconds. Default 30 minutes. */
  readonly lineTimeoutMs?: number | undefined;
  readonly onEvent?: ExportObserver | undefined;
}

/** What each option must be. */
export const startExportChecks: OptionChecks<StartExportOptions> = {
  ...callChecks,
  encryptor: required(objectWith('encryptSymmetricKey', 'forceRefresh')),
  onlyMetadata: flag,
  compressionType: oneOf('Zip', 'TarGz'),
  // Checked together.
  key: anything,
  iv: anything,
  slots: objectWith('take', 'started', 'done'),
  lineTimeoutMs: numberOrInfinity(0),
  onEvent: callback,
};

/**
 * Starts an export. Queues when too many are running, refreshes a key that KSeF no longer knows, and starts
 * again when the response is lost: the lost export does no harm, it takes one of the 20 that KSeF allows an hour.
 *
 * @throws InvalidInputError `INVALID_FILTERS`, `INVALID_DATE_RANGE`, `RANGE_TOO_LONG`, `INVALID_KEY`
 * @throws KsefApiError 21181 for a subject type that the context cannot export, 21182 when no slot became free in time
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
export async function startExport(
  api: Api,
  filters: InvoiceFilters,
  options: StartExportOptions,
): Promise<ExportHandle> {
  checkOptions<StartExportOptions>(options, startExportChecks);
  const asked = readFilters(filters);
  if (cutRange(asked.dateRange, api.clock.now()).length > 1) {
    throw new InvalidInputError(
      `dateRange is longer than the ${longestRangeDays} days that KSeF exports at once. Use exportInvoices, which splits the range, or shorten it.`,
      { code: 'RANGE_TOO_LONG', input: 'dateRange' },
    );
  }
  const key = options.key ?? crypto.getRandomValues(new Uint8Array(32));
  const iv = options.iv ?? crypto.getRandomValues(new Uint8Array(16));
  checkExportKey({ key, iv });
  const emit = observed(options.onEvent);
  const isWorthAnother = anotherStart(api, options, emit);
  for (;;) {
    await takePlace(api, options, emit);
    let referenceNumber: string | undefined;
    try {
      const body = await requestOf(asked, { key, iv }, options);
      const start = () => startInvoiceExport(api, { body }, options);
      ({ referenceNumber } = await retryWhenLimited(api, start, { signal: options.signal, emit }));
      emit({ type: 'export-started', referenceNumber });
      return new ExportHandle({ referenceNumber, key, iv });
    } catch (error) {
      if (!(await isWorthAnother(error))) throw error;
    } finally {
      options.slots?.started(referenceNumber);
    }
  }
}

/** The request, with the key encrypted again. */
async function requestOf(
  filters: InvoiceFilters,
  { key, iv }: { readonly key: Uint8Array; readonly iv: Uint8Array },
  { encryptor, signal, onlyMetadata, compressionType }: StartExportOptions,
): Promise<Schemas['InvoiceExportRequest']> {
  const { encrypted, publicKeyId } = await encryptor.encryptSymmetricKey(key, { signal });
  return {
    encryption: {
      encryptedSymmetricKey: encodeBase64(encrypted),
      initializationVector: encodeBase64(iv),
      publicKeyId,
    },
    filters,
    ...(onlyMetadata === undefined ? {} : { onlyMetadata }),
    ...(compressionType === undefined ? {} : { compressionType }),
  };
}

/** Decides for each error whether another start may succeed, after doing or waiting for what that needs. */
function anotherStart(
  api: Api,
  { encryptor, signal, lineTimeoutMs = 1_800_000 }: StartExportOptions,
  emit: ExportObserver,
): (error: unknown) => Promise<boolean> {
  const waits = growingWaits(2_000, 60_000);
  const deadline = api.clock.now() + lineTimeoutMs;
  let refreshed = false;
  let repeats = 0;
  return async (error) => {
    const waitMs = waits.next().value;
    if (hasCode(error, 21470) && !refreshed) {
      refreshed = true;
      await encryptor.forceRefresh({ signal });
      return true;
    }
    if (hasCode(error, 21182) && api.clock.now() + waitMs <= deadline) {
      emit({ type: 'waiting', what: 'a place among the running exports', waitMs });
    } else if (error instanceof UnknownOutcomeError && repeats < mostRepeats) {
      repeats++;
      emit({ type: 'export-lost', reason: error.message });
    } else return false;
    await api.clock.sleep(waitMs, signal);
    return true;
  };
}

/** Waits until fewer exports run than allowed, and checks those that nobody waits for. */
async function takePlace(api: Api, options: StartExportOptions, emit: ExportObserver): Promise<void> {
  const { slots } = options;
  if (slots === undefined || slots.take()) return;
  const deadline = api.clock.now() + (options.lineTimeoutMs ?? 1_800_000);
  for (const waitMs of growingWaits(1_000, 60_000)) {
    for (const number of slots.running) {
      const state = await exportStatus(api, number, options).catch((error: unknown) => {
        options.signal?.throwIfAborted();
        // An export that KSeF does not know is not running.
        return error instanceof KsefApiError && error.status < 429 ? { status: { code: 500 } } : undefined;
      });
      if (state !== undefined && state.status.code >= 200) slots.done(number);
      if (slots.take()) return;
    }
    // Past the deadline KSeF itself may decide: others may have ended that are not known here.
    if (api.clock.now() + waitMs > deadline) break;
    emit({ type: 'waiting', what: 'a place among the running exports', waitMs });
    await api.clock.sleep(waitMs, options.signal);
    if (slots.take()) return;
  }
  throw new InvalidInputError(
    `Too many exports are running (${slots.running.join(', ')}). Wait for some of them first.`,
    { code: 'NO_EXPORT_SLOT', input: 'slots' },
  );
}

function hasCode(error: unknown, code: number): boolean {
  return error instanceof KsefApiError && error.hasCode(code);
}
