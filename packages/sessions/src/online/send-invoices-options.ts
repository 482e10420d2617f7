import type { CallOptions } from '@ksef/api';
import { callback, flag, type OptionChecks, someText, wholeNumber } from '@ksef/core/internal';
import type { SessionEvent } from '../events/index.js';
import type { SessionJournal } from '../journal/index.js';
import type { SymmetricKeyEncryptor } from '../opening/index.js';
import { callChecks, encryptorCheck, journalCheck, waitTimeout } from '../options/index.js';
import { type InvoiceValidationOptions, invoiceValidationChecks } from '../validation/index.js';

/** Options of `sendInvoices`. */
export interface SendInvoicesOptions extends CallOptions, InvoiceValidationOptions {
  readonly encryptor: SymmetricKeyEncryptor;
  /** The maximum number of concurrent sends. Default 4. */
  readonly concurrency?: number | undefined;
  /** The maximum number of inputs in progress: being sent, or being processed by KSeF. Default 500. */
  readonly window?: number | undefined;
  /** The number of invoices after which another session is opened. Default 10 000, KSeF's limit. */
  readonly maxInvoicesPerSession?: number | undefined;
  /** Fetch each accepted invoice's receipt (UPO) and check its hash. Default false. */
  readonly withUpo?: boolean | undefined;
  /**
   * Download the original of each duplicate and compare: see `sameContent` of the result. KSeF allows 64 downloads
   * an hour. Default true.
   */
  readonly checkDuplicates?: boolean | undefined;
  /** Longest wait until KSeF has processed one invoice, in milliseconds. Default five minutes. */
  readonly waitTimeoutMs?: number | undefined;
  readonly feature?: string | undefined;
  /**
   * Records every invoice before it is sent and after its outcome is known. After a crash, call again with the same
   * journal, `runId` and source: finished inputs return their results without being sent, unfinished ones are looked
   * up, and sessions that were left open are closed. Entries contain hashes, names and numbers, never contents or keys.
   */
  readonly journal?: SessionJournal | undefined;
  /** Your name for this work in the journal. Required with `journal`. */
  readonly runId?: string | undefined;
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

export const sendInvoicesChecks: OptionChecks<SendInvoicesOptions> = /* @__PURE__ */ Object.freeze({
  ...callChecks,
  ...invoiceValidationChecks,
  encryptor: encryptorCheck,
  // More would open as many connections.
  concurrency: wholeNumber(1, 1_000),
  window: wholeNumber(1),
  maxInvoicesPerSession: wholeNumber(1),
  withUpo: flag,
  checkDuplicates: flag,
  waitTimeoutMs: waitTimeout,
  feature: someText,
  journal: journalCheck,
  runId: someText,
  onEvent: callback,
});
