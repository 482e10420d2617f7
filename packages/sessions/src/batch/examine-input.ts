import { type FormCode, InvalidInputError } from '@ksef/core';
import { type InvoiceDocument, type ReadInvoiceOptions, readInvoice } from '@ksef/documents';
import { hashOf } from '../hash-of.js';
import type { InvoiceInput } from '../invoice-result.js';
import { checkForm } from './open-batch-session.js';

/** An input that may go into a package. */
export interface ExaminedInput {
  readonly content: Uint8Array;
  readonly invoice: InvoiceDocument;
  readonly invoiceHash: string;
  readonly form: FormCode;
  readonly offlineMode: boolean;
}

/**
 * Reads an input and refuses what no batch takes.
 *
 * @throws InvalidInputError what `readInvoice` refuses; `FORM_NEEDS_ONLINE`, `CORRECTION_NEEDS_ONLINE`
 */
export function examineInput(input: InvoiceInput, limits: ReadInvoiceOptions): ExaminedInput {
  const content = typeof input.content === 'string' ? new TextEncoder().encode(input.content) : input.content;
  const invoice = readInvoice(content, limits);
  checkForm(invoice.form);
  if (input.hashOfCorrectedInvoice !== undefined) {
    throw new InvalidInputError(
      'KSeF takes technical corrections in online sessions only: use sendInvoices.',
      { code: 'CORRECTION_NEEDS_ONLINE', input: 'hashOfCorrectedInvoice' },
    );
  }
  return {
    content,
    invoice,
    invoiceHash: hashOf(content),
    form: invoice.form,
    offlineMode: input.offlineMode ?? false,
  };
}
