import { type FormCode, InvalidInputError } from '@ksef/core';
import { type InvoiceDocument, type ReadInvoiceOptions, readInvoice } from '@ksef/documents';
import { checkInput, contentOf, hashOf, type InvoiceInput } from '../../invoice/index.js';
import { checkForm } from './check-form.js';

/** An invoice that has been read. */
export interface ReadFile {
  readonly content: Uint8Array;
  readonly invoice: InvoiceDocument;
  readonly invoiceHash: string;
}

/** An input that may go into a package. */
export interface ExaminedInput extends ReadFile {
  readonly formCode: FormCode;
  readonly offlineMode: boolean;
}

/**
 * Reads an input, unless it has already been read, and rejects inputs that no batch accepts.
 *
 * @throws InvalidInputError what `readInvoice` refuses; `FORM_NEEDS_ONLINE`, `CORRECTION_NEEDS_ONLINE`
 */
export function examineInput(
  input: InvoiceInput,
  limits: ReadInvoiceOptions,
  read: ReadFile = readFile(input, limits),
): ExaminedInput {
  const { formCode } = read.invoice;
  checkForm(formCode);
  if (input.hashOfCorrectedInvoice != null) {
    throw new InvalidInputError(
      'KSeF accepts technical corrections in online sessions only. Use sendInvoices.',
      { code: 'CORRECTION_NEEDS_ONLINE', input: 'hashOfCorrectedInvoice' },
    );
  }
  checkInput(input);
  return { ...read, formCode, offlineMode: input.offlineMode ?? false };
}

function readFile(input: InvoiceInput, limits: ReadInvoiceOptions): ReadFile {
  const content = contentOf(input);
  return { content, invoice: readInvoice(content, limits), invoiceHash: hashOf(content) };
}
