import type { CallOptions } from '@ksef/api';
import { InvalidInputError } from '@ksef/core';
import {
  anything,
  callback,
  checkOptions,
  flag,
  isBytes,
  nested,
  numberFrom,
  type OptionChecks,
  objectWith,
  oneOf,
  someText,
  wholeNumber,
} from '@ksef/core/internal';
import type { ReadInvoiceOptions } from '@ksef/documents';
import type { SessionEvent } from '../events/index.js';
import type { SessionJournal } from '../journal/index.js';
import type { SymmetricKeyEncryptor } from '../opening/index.js';
import { callChecks, encryptorCheck, journalCheck, waitTimeout } from '../options/index.js';
import type { Upo } from '../receipts/index.js';
import {
  checkValidator,
  type InvoiceValidationOptions,
  invoiceValidationChecks,
} from '../validation/index.js';
import { type PackageLimits, packageLimitsCheck } from './packing/index.js';
import type { PartStore } from './parts/index.js';

/** Options of {@link sendBatch}. */
export interface SendBatchOptions extends CallOptions, InvoiceValidationOptions {
  readonly encryptor: SymmetricKeyEncryptor;
  /** Lets a killed run resume. Requires `runId`, `sealingKey` and `partStore`. */
  readonly journal?: SessionJournal | undefined;
  /** The run's name: the same inputs in the same order with the same name resume where they stopped. */
  readonly runId?: string | undefined;
  /** 32 bytes, a secret of yours. Encrypts session keys and upload links in the journal. */
  readonly sealingKey?: Uint8Array | undefined;
  /** Where the encrypted parts are kept. Default: temporary files of this process. With a journal: `filePartStore(folder)`. */
  readonly partStore?: PartStore | undefined;
  /** Default `Zip`. */
  readonly compressionType?: 'Zip' | 'TarGz' | undefined;
  readonly limits?: PackageLimits | undefined;
  /** Size limits of single invoices, for when KSeF allows your context more than usual. */
  readonly invoiceLimits?: ReadInvoiceOptions | undefined;
  /** The maximum number of concurrent sessions. The next one is packed meanwhile. Default 3. */
  readonly concurrency?: number | undefined;
  /** The maximum number of concurrent part uploads of one session. Default 3. */
  readonly uploadConcurrency?: number | undefined;
  /** Checks whether the originals of duplicates are the same files, see `sameContent`. Default true. */
  readonly checkDuplicates?: boolean | undefined;
  /** Longest wait for KSeF to process one session, in milliseconds. Default 24 hours. */
  readonly waitTimeoutMs?: number | undefined;
  readonly feature?: string | undefined;
  /**
   * Called with each page of each session's receipt (UPO), already checked. If it throws, its exception becomes the
   * `error` of the page's results.
   */
  readonly onUpo?: ((upo: Upo) => void | Promise<void>) | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

export const sendBatchChecks: OptionChecks<SendBatchOptions> = /* @__PURE__ */ Object.freeze({
  ...callChecks,
  ...invoiceValidationChecks,
  encryptor: encryptorCheck,
  journal: journalCheck,
  runId: someText,
  // Validated below, where it is needed.
  sealingKey: anything,
  partStore: objectWith('create', 'read', 'list', 'remove'),
  compressionType: oneOf('Zip', 'TarGz'),
  limits: packageLimitsCheck,
  invoiceLimits: nested<ReadInvoiceOptions>({
    maxBytes: numberFrom(1),
    maxBytesWithAttachment: numberFrom(1),
  }),
  // More would fill memory and connections.
  concurrency: wholeNumber(1, 100),
  uploadConcurrency: wholeNumber(1, 100),
  checkDuplicates: flag,
  waitTimeoutMs: waitTimeout,
  feature: someText,
  onUpo: callback,
  onEvent: callback,
});

/** What a run needs to resume after a crash. */
export interface Resumption {
  readonly journal: SessionJournal;
  readonly runId: string;
  readonly sealingKey: Uint8Array;
}

/** @throws InvalidInputError `INVALID_OPTION` */
export function checkBatchOptions(options: SendBatchOptions): Resumption | undefined {
  checkOptions<SendBatchOptions>(options, sendBatchChecks);
  checkValidator(options);
  const { journal, runId, sealingKey, partStore } = options;
  if (journal === undefined) return undefined;
  if (runId === undefined)
    throw invalid('runId', 'A journal needs a runId, by which the run is found again.');
  if (!isBytes(sealingKey) || sealingKey.length !== 32)
    throw invalid('sealingKey', 'A journal needs a sealingKey of 32 bytes: session keys are sealed with it.');
  if (partStore === undefined)
    throw invalid(
      'partStore',
      'A journal needs a partStore that outlives the process, e.g. filePartStore(folder).',
    );
  return { journal, runId, sealingKey };
}

function invalid(input: string, message: string): InvalidInputError {
  return new InvalidInputError(message, { code: 'INVALID_OPTION', input });
}
