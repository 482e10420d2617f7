import type { FormCode } from '@ksef/core';
import type { InvoiceIssue } from '../invoice/index.js';

/**
 * Validates invoices before they are sent. `invoiceValidator()` of `@ksef/validation` creates one. You can implement
 * your own.
 */
export interface InvoiceValidator {
  /**
   * Returns the issues of an invoice. Stops when the signal aborts.
   *
   * @param invoice - the file, exactly as it will be sent; valid until the promise settles
   */
  validate(invoice: Uint8Array, sending: InvoiceToSend): Promise<InvoiceVerdict>;
}

/** How an invoice will be sent. */
export interface InvoiceToSend {
  /** As stated in the file. */
  readonly formCode: FormCode;
  readonly sentBy: 'online' | 'batch';
  /** It was issued offline. */
  readonly offlineMode: boolean;
  /** It replaces an offline invoice that KSeF rejected (`hashOfCorrectedInvoice`). */
  readonly isTechnicalCorrection: boolean;
  readonly signal: AbortSignal | undefined;
}

/** What a validator found. */
export interface InvoiceVerdict {
  /** False when KSeF would reject the invoice, or the law does not allow it. */
  readonly isValid: boolean;
  readonly issues: readonly InvoiceIssue[];
}
