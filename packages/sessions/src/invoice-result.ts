import type { KsefStatus } from '@ksef/core';
import type { InvoiceDocument } from '@ksef/documents';

/** One invoice to be sent. */
export interface InvoiceInput {
  /** Your name for it, e.g. a file name; given back with the result. */
  readonly name?: string | undefined;
  readonly content: Uint8Array | string;
  readonly offlineMode?: boolean | undefined;
  readonly hashOfCorrectedInvoice?: string | undefined;
}

/** What became of one input. */
export interface InvoiceResult {
  readonly index: number;
  readonly name: string | undefined;
  /**
   * `accepted`: KSeF has it, see `ksefNumber`. `duplicate`: KSeF had the seller's number already, `ksefNumber` is the
   * original's. `rejected`: KSeF refused it, see `ksefStatus`. `failed`: see `error`. An accepted invoice
   * with an `error` is KSeF's: only its receipt could not be fetched or is not the right one.
   */
  readonly status: 'accepted' | 'duplicate' | 'rejected' | 'failed';
  readonly ksefNumber?: string | undefined;
  readonly ksefStatus?: KsefStatus | undefined;
  readonly error?: Error | undefined;
  readonly invoice?: InvoiceDocument | undefined;
  /** SHA-256 of the file, Base64. */
  readonly invoiceHash?: string | undefined;
  readonly sessionReferenceNumber?: string | undefined;
  readonly referenceNumber?: string | undefined;
  /**
   * Of a duplicate: true when KSeF's original has the same bytes, so the invoice was there already; false for a
   * real conflict; undefined when the original could not be read.
   */
  readonly sameContent?: boolean | undefined;
  /** Session in which the original of a duplicate was sent, as KSeF states it. */
  readonly originalSessionReferenceNumber?: string | undefined;
  /** Receipt, when asked for. */
  readonly upo?: Uint8Array | undefined;
}
