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
  /** How many invoices are sent at one time. Default 4. */
  readonly concurrency?: number | undefined;
  /** How many inputs are under way at most: being sent, or being processed by KSeF. Default 500. */
  readonly window?: number | undefined;
  /** After so many invoices another session is opened. Default 10 000, which is what KSeF allows. */
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
   * Remembers every invoice before it leaves and after its fate is known. Call again with the same journal, `runId`
   * and source after a crash: what is finished comes back without being sent, what was on its way is looked up, and
   * sessions that were left open are closed. Entries hold hashes, names and numbers, never contents or keys.
   */
  readonly journal?: SessionJournal | undefined;
  /** Your name for this work in the journal; needed with `journal`. */
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
