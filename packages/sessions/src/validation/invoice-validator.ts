import type { FormCode } from '@ksef/core';
import type { InvoiceIssue } from '../invoice/index.js';

/** Validates invoices before they are sent. `invoiceValidator()` of `@ksef/validation` makes one; so can you. */
export interface InvoiceValidator {
  /**
   * Says what is wrong with an invoice. Stops when the signal aborts.
   *
   * @param invoice - the file, exactly as it is going to be sent; valid until the promise settles
   */
  validate(invoice: Uint8Array, sending: InvoiceToSend): Promise<InvoiceVerdict>;
}

/** How an invoice is going to be sent. */
export interface InvoiceToSend {
  /** As the file states it. */
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
