import type { KsefStatus } from '@ksef/core';
import type { InvoiceDocument } from '@ksef/documents';
import type { DistributiveOmit } from './distributive-omit.js';
import type { InvoiceIssue } from './invoice-issue.js';

/** Members of every result. */
interface AnyResult {
  /** Position of the input in the source, from 0. */
  readonly index: number;
  /** As given. */
  readonly name: string | undefined;
  /** The session that contains it. Unknown if only metadata show the invoice. */
  readonly sessionReferenceNumber?: string | undefined;
  /** Reference of the invoice in that session. Unknown if it comes from the session's receipt. */
  readonly referenceNumber?: string | undefined;
  /** The first 100 issues that the `validator` found; undefined if it found none or did not run. */
  readonly issues?: readonly InvoiceIssue[] | undefined;
}

/** The result of an input that KSeF has processed. */
interface ProcessedResult extends AnyResult {
  /** Data read from the file. */
  readonly invoice: InvoiceDocument;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash: string;
}

/** KSeF accepted the invoice. */
export interface AcceptedResult extends ProcessedResult {
  readonly status: 'accepted';
  /** The invoice's number in KSeF: store it with the invoice. */
  readonly ksefNumber: string;
  readonly ksefStatus?: KsefStatus | undefined;
  /** Receipt, if requested. */
  readonly upo?: Uint8Array | undefined;
  /**
   * Why the receipt could not be fetched, is not the right one, or could not be passed on. KSeF has accepted the
   * invoice regardless.
   */
  readonly error?: Error | undefined;
  readonly sameContent?: undefined;
  readonly originalSessionReferenceNumber?: undefined;
}

/** KSeF already had this number of the seller, or another input of this call became the same invoice. */
export interface DuplicateResult extends ProcessedResult {
  readonly status: 'duplicate';
  /** KSeF number of the original; undefined if KSeF does not return it. */
  readonly ksefNumber?: string | undefined;
  readonly ksefStatus?: KsefStatus | undefined;
  /**
   * True when KSeF's original has the same bytes, so the invoice was already there. False for a real conflict.
   * Undefined when the original could not be read.
   */
  readonly sameContent?: boolean | undefined;
  /** Session in which the original was sent, as reported by KSeF. */
  readonly originalSessionReferenceNumber?: string | undefined;
  readonly upo?: undefined;
  readonly error?: undefined;
}

/** KSeF rejected the invoice. */
export interface RejectedResult extends ProcessedResult {
  readonly status: 'rejected';
  /** The reason. */
  readonly ksefStatus: KsefStatus;
  readonly sessionReferenceNumber: string;
  readonly referenceNumber: string;
  readonly ksefNumber?: undefined;
  readonly sameContent?: undefined;
  readonly originalSessionReferenceNumber?: undefined;
  readonly upo?: undefined;
  readonly error?: undefined;
}

/** The input never reached KSeF, or its outcome could not be determined (`UNKNOWN_OUTCOME`). */
export interface FailedResult extends AnyResult {
  readonly status: 'failed';
  readonly error: Error;
  /** Reference of the batch session, if it ended without results for its invoices. */
  readonly ksefStatus?: KsefStatus | undefined;
  /** Undefined if it could not be read. */
  readonly invoice?: InvoiceDocument | undefined;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash?: string | undefined;
  readonly ksefNumber?: undefined;
  readonly sameContent?: undefined;
  readonly originalSessionReferenceNumber?: undefined;
  readonly upo?: undefined;
}

/** The result of one input. TypeScript narrows it by `status`. */
export type InvoiceResult = AcceptedResult | DuplicateResult | RejectedResult | FailedResult;

/** The result of one input, without what identifies the input. */
export type InputResult = DistributiveOmit<
  InvoiceResult,
  'index' | 'name' | 'invoice' | 'invoiceHash' | 'issues'
>;

/** The final part of a result: everything that a journal keeps of it. */
export type FinishedInvoice = DistributiveOmit<
  Exclude<InvoiceResult, FailedResult>,
  'index' | 'name' | 'invoice' | 'invoiceHash' | 'issues' | 'upo' | 'error'
>;
