import { checkOptions } from '@ksef/core/internal';
import { invoiceDocument, receiptDocument } from './document/invoice-document.js';
import { renderHtml } from './html/render-html.js';
import {
  type InvoiceViewOptions,
  invoiceViewChecks,
  type ViewOptions,
  viewChecks,
  viewOf,
} from './options.js';

/**
 * An invoice as an HTML page: FA (1), FA (2), FA (3), FA_RR (1), PEF (3) and PEF_KOR (3). One self-contained file: no
 * scripts, no external resources, every value escaped. Prints on A4. It shows everything in the file, and nothing else.
 *
 * @param bytes - the invoice's file, as it was sent to or received from KSeF
 * @throws InvalidInputError `INVALID_XML`, `DOCUMENT_TOO_LARGE`, `UNSUPPORTED_FORM`, `INVALID_OPTION`
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { invoiceHtml } from '@ksef/visualization';
 *
 * await writeFile('invoice.html', invoiceHtml(await readFile('invoice.xml'), { language: 'both' }));
 * ```
 */
export function invoiceHtml(bytes: Uint8Array, options: InvoiceViewOptions = {}): string {
  checkOptions<InvoiceViewOptions>(options, invoiceViewChecks);
  return renderHtml(invoiceDocument(bytes), viewOf(options));
}

/**
 * A receipt (UPO 4.2 or 4.3) as a page of HTML.
 *
 * @param bytes - the receipt's file, exactly as KSeF returned it
 * @throws InvalidInputError `INVALID_XML`, `DOCUMENT_TOO_LARGE`, `UNSUPPORTED_FORM`, `INVALID_OPTION`
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { upoHtml } from '@ksef/visualization';
 *
 * await writeFile('upo.html', upoHtml(await readFile('upo.xml')));
 * ```
 */
export function upoHtml(bytes: Uint8Array, options: ViewOptions = {}): string {
  checkOptions<ViewOptions>(options, viewChecks);
  return renderHtml(receiptDocument(bytes), viewOf(options));
}
