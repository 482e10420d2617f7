import type { KsefStatus } from '@ksef/core';
import type { InvoiceDocument } from '@ksef/documents';
import type { DistributiveOmit } from './distributive-omit.js';
import type { InvoiceIssue } from './invoice-issue.js';

/** What every result has. */
interface AnyResult {
  /** Place of the input among those given, from 0. */
  readonly index: number;
  /** As given. */
  readonly name: string | undefined;
  /** Session in which KSeF has it. Unknown where only metadata tell that it has. */
  readonly sessionReferenceNumber?: string | undefined;
  /** Of the invoice in that session. Unknown where the session's receipt tells of it. */
  readonly referenceNumber?: string | undefined;
  /** What the `validator` found, the first 100; undefined when it found nothing, or was not asked. */
  readonly issues?: readonly InvoiceIssue[] | undefined;
}

/** Of an input that KSeF has processed. */
interface ProcessedResult extends AnyResult {
  /** What was read of the file. */
  readonly invoice: InvoiceDocument;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash: string;
}

/** KSeF has the invoice. */
export interface AcceptedResult extends ProcessedResult {
  readonly status: 'accepted';
  /** What the invoice is called from now on: keep it with the invoice. */
  readonly ksefNumber: string;
  readonly ksefStatus?: KsefStatus | undefined;
  /** Receipt, when asked for. */
  readonly upo?: Uint8Array | undefined;
  /** Why the receipt could not be fetched, is not the right one, or could not be handed over. KSeF has the invoice all the same. */
  readonly error?: Error | undefined;
  readonly sameContent?: undefined;
  readonly originalSessionReferenceNumber?: undefined;
}

/** KSeF had the seller's number already, or another input of this call has become the same invoice. */
export interface DuplicateResult extends ProcessedResult {
  readonly status: 'duplicate';
  /** Of the original; undefined when KSeF names none. */
  readonly ksefNumber?: string | undefined;
  readonly ksefStatus?: KsefStatus | undefined;
  /**
   * True when KSeF's original has the same bytes, so the invoice was there already; false for a real conflict;
   * undefined when the original could not be read.
   */
  readonly sameContent?: boolean | undefined;
  /** Session in which the original was sent, as KSeF states it. */
  readonly originalSessionReferenceNumber?: string | undefined;
  readonly upo?: undefined;
  readonly error?: undefined;
}

/** KSeF refused the invoice. */
export interface RejectedResult extends ProcessedResult {
  readonly status: 'rejected';
  /** Why. */
  readonly ksefStatus: KsefStatus;
  readonly sessionReferenceNumber: string;
  readonly referenceNumber: string;
  readonly ksefNumber?: undefined;
  readonly sameContent?: undefined;
  readonly originalSessionReferenceNumber?: undefined;
  readonly upo?: undefined;
  readonly error?: undefined;
}

/** The input never reached KSeF, or its fate could not be found out (`UNKNOWN_OUTCOME`). */
export interface FailedResult extends AnyResult {
  readonly status: 'failed';
  readonly error: Error;
  /** Of the batch session, when that ended without a word on its invoices. */
  readonly ksefStatus?: KsefStatus | undefined;
  /** Undefined when it could not be read. */
  readonly invoice?: InvoiceDocument | undefined;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash?: string | undefined;
  readonly ksefNumber?: undefined;
  readonly sameContent?: undefined;
  readonly originalSessionReferenceNumber?: undefined;
  readonly upo?: undefined;
}

/** What became of one input: its `status` tells TypeScript what else there is. */
export type InvoiceResult = AcceptedResult | DuplicateResult | RejectedResult | FailedResult;

/** What became of one input, without what identifies it. */
export type InputResult = DistributiveOmit<
  InvoiceResult,
  'index' | 'name' | 'invoice' | 'invoiceHash' | 'issues'
>;

/** What is final about an input: all of its result that a journal keeps. */
export type FinishedInvoice = DistributiveOmit<
  Exclude<InvoiceResult, FailedResult>,
  'index' | 'name' | 'invoice' | 'invoiceHash' | 'issues' | 'upo' | 'error'
>;
