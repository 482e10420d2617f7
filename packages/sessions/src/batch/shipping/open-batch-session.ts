import { type Api, type CallOptions, openBatchSession as open, type Schemas } from '@ksef/api';
import { type FormCode, InvalidInputError } from '@ksef/core';
import {
  callback,
  checkOptions,
  flag,
  type OptionChecks,
  objectWith,
  observed,
  required,
  someText,
} from '@ksef/core/internal';
import type { SessionEvent } from '../../events/index.js';
import { openWithKey, type SymmetricKeyEncryptor, warnOfForm } from '../../opening/index.js';
import { callChecks, callOf, encryptorCheck } from '../../options/index.js';
import { batchLimits, checkForm, type PackedBatch } from '../packing/index.js';

/** Options of {@link openBatchSession}. */
export interface OpenBatchSessionOptions extends CallOptions {
  readonly formCode: FormCode;
  /** The result of `buildBatch`, or the same facts of a package that was built elsewhere. */
  readonly batch: PackedBatch;
  readonly encryptor: SymmetricKeyEncryptor;
  /** The invoices were issued offline. Default false. */
  readonly offlineMode?: boolean | undefined;
  /** Enables a feature of KSeF, e.g. `subject-identifier-validation` on TEST. */
  readonly feature?: string | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

/** An open batch session and the upload links of its parts. The links are secrets. */
export type OpenedBatchSession = Schemas['OpenBatchSessionResponse'];

const isObject = /* @__PURE__ */ objectWith();
const checks: OptionChecks<OpenBatchSessionOptions> = /* @__PURE__ */ Object.freeze({
  ...callChecks,
  formCode: required(isObject),
  batch: required(isObject),
  encryptor: encryptorCheck,
  offlineMode: flag,
  feature: someText,
  onEvent: callback,
});

/**
 * Opens a batch session for a package. When KSeF no longer knows its public key (21470), only the session's key is
 * encrypted again. When an answer is lost, another session is opened: KSeF processes only closed sessions.
 *
 * @throws InvalidInputError `FORM_NEEDS_ONLINE`, `BATCH_TOO_LARGE`
 * @throws KsefApiError, UnknownOutcomeError
 * @example
 * ```ts
 * import type { Api } from '@ksef/api';
 * import { formCodes } from '@ksef/core';
 * import { type InvoiceInput, type SymmetricKeyEncryptor, waitForSession } from '@ksef/sessions';
 * import { buildBatch, closeBatchSession, memoryPartStore, openBatchSession, uploadParts } from '@ksef/sessions/batch';
 *
 * declare const api: Api;
 * declare const encryptor: SymmetricKeyEncryptor;
 * declare const invoices: AsyncIterable<InvoiceInput>;
 *
 * const partStore = memoryPartStore();
 * const batch = await buildBatch(invoices, { partStore });
 * const { referenceNumber, partUploadRequests } = await openBatchSession(api, {
 *   formCode: formCodes.fa3,
 *   batch,
 *   encryptor,
 * });
 * await uploadParts(api, partUploadRequests, batch.parts, partStore);
 * await closeBatchSession(api, referenceNumber);
 * await waitForSession(api, referenceNumber);
 * ```
 */
export async function openBatchSession(
  api: Api,
  options: OpenBatchSessionOptions,
): Promise<OpenedBatchSession> {
  checkOptions<OpenBatchSessionOptions>(options, checks);
  const { formCode, batch, feature, offlineMode = false } = options;
  checkForm(formCode);
  const onEvent = observed(options.onEvent);
  warnOfForm(api, formCode, onEvent);
  const batchFile = checkedFile(batch);
  return openWithKey(api, batch.key, { ...options, onEvent }, (encryption) =>
    open(api, { feature, body: { formCode, batchFile, encryption, offlineMode } }, callOf(options)),
  );
}

function checkedFile(batch: OpenBatchSessionOptions['batch']): Schemas['BatchFileInfo'] {
  const { fileSize, fileHash, compressionType, parts } = batch;
  const most = batchLimits.maxPartBytes + 16;
  const large = parts.find((part) => part.fileSize > most);
  const problem =
    fileSize > batchLimits.maxPackageBytes
      ? `the package has ${fileSize} bytes, at most ${batchLimits.maxPackageBytes} are allowed`
      : parts.length < 1 || parts.length > batchLimits.maxParts
        ? `it has ${parts.length} parts, 1 to ${batchLimits.maxParts} are allowed`
        : large && `part ${large.ordinalNumber} has ${large.fileSize} bytes, at most ${most} are allowed`;
  if (problem) {
    throw new InvalidInputError(`KSeF would refuse the package: ${problem}.`, {
      code: 'BATCH_TOO_LARGE',
      input: 'batch',
    });
  }
  return {
    fileSize,
    fileHash,
    compressionType,
    fileParts: parts.map((part) => ({
      ordinalNumber: part.ordinalNumber,
      fileSize: part.fileSize,
      fileHash: part.fileHash,
    })),
  };
}
