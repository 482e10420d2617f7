import { InvalidInputError } from '@ksef/core';
import {
  bytes,
  checkOptions,
  expects,
  flag,
  joinBytes,
  nested,
  type OptionChecks,
  required,
} from '@ksef/core/internal';
import { invoiceDocument, receiptDocument } from '../document/invoice-document.js';
import type { VisualDocument } from '../document/visual-document.js';
import { metadataDocument } from '../metadata/metadata-document.js';
import type { MetadataRow } from '../metadata/metadata-row.js';
import {
  type CheckedView,
  type InvoiceViewOptions,
  invoiceViewChecks,
  type ViewOptions,
  viewChecks,
  viewOf,
} from '../options.js';
import { Gathered } from './gathered.js';
import type { PdfFonts } from './pdf-fonts.js';
import { type EmbeddedFile, type PdfSettings, renderPdf } from './render-pdf.js';

/** Options of a PDF. */
export interface PdfOptions extends ViewOptions {
  /** Your own fonts. Default: those of the package `dejavu-fonts-ttf`, on Node. */
  readonly fonts?: PdfFonts | undefined;
  /** The creation time in the file. Default: now. */
  readonly createdAt?: Date | undefined;
}

/** Options of an invoice's PDF. */
export interface InvoicePdfOptions extends InvoiceViewOptions, PdfOptions {
  /**
   * Creates a PDF/A-3 with the invoice's XML inside, and the receipt if given: one file with the complete record. Not
   * in browsers. Default false.
   */
  readonly archive?: boolean | undefined;
  /** The receipt's file (UPO), for `archive`. */
  readonly receipt?: Uint8Array | undefined;
}

/**
 * An invoice as a PDF: FA (1), FA (2), FA (3), FA_RR (1), PEF (3) and PEF_KOR (3). Tagged, with subsets of its fonts,
 * page numbers, and table heads on every page. It shows everything in the file, and nothing else.
 *
 * @param bytes - the invoice's file, as it was sent to or received from KSeF
 * @throws InvalidInputError `INVALID_XML`, `DOCUMENT_TOO_LARGE`, `UNSUPPORTED_FORM`, `INVALID_OPTION`,
 * `MISSING_PACKAGE`
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { invoicePdf } from '@ksef/visualization/pdf';
 *
 * await writeFile('invoice.pdf', await invoicePdf(await readFile('invoice.xml'), { archive: true }));
 * ```
 */
export async function invoicePdf(bytes: Uint8Array, options: InvoicePdfOptions = {}): Promise<Uint8Array> {
  const { document, view, settings } = prepare(bytes, options);
  return collect(document, view, settings);
}

/**
 * The same as {@link invoicePdf}, as a stream: an invoice with ten thousand lines results in a file of megabytes.
 *
 * @throws InvalidInputError as {@link invoicePdf}
 * @example
 * ```ts
 * import { createWriteStream } from 'node:fs';
 * import { readFile } from 'node:fs/promises';
 * import { pipeline } from 'node:stream/promises';
 * import { invoicePdfStream } from '@ksef/visualization/pdf';
 *
 * const pdf = invoicePdfStream(await readFile('invoice.xml'));
 * await pipeline(pdf, createWriteStream('invoice.pdf'));
 * ```
 */
export function invoicePdfStream(
  bytes: Uint8Array,
  options: InvoicePdfOptions = {},
): ReadableStream<Uint8Array> {
  const { document, view, settings } = prepare(bytes, options);
  return new ReadableStream({
    async start(controller) {
      try {
        const gathered = new Gathered((chunk) => controller.enqueue(chunk));
        await renderPdf(document, view, settings, (chunk) => gathered.add(chunk));
        gathered.flush();
        controller.close();
      } catch (error) {
        controller.error(error);
      }
    },
  });
}

/**
 * A receipt (UPO 4.2 or 4.3) as a PDF.
 *
 * @param bytes - the receipt's file, exactly as KSeF returned it
 * @throws InvalidInputError as {@link invoicePdf}
 * @example
 * ```ts
 * import { readFile, writeFile } from 'node:fs/promises';
 * import { upoPdf } from '@ksef/visualization/pdf';
 *
 * await writeFile('upo.pdf', await upoPdf(await readFile('upo.xml')));
 * ```
 */
export async function upoPdf(bytes: Uint8Array, options: PdfOptions = {}): Promise<Uint8Array> {
  checkOptions<PdfOptions>(options, pdfChecks);
  return collect(receiptDocument(bytes), viewOf(options), settingsOf(options));
}

/**
 * A printable list of invoices as a PDF, from KSeF's metadata.
 *
 * @throws InvalidInputError `INVALID_INPUT`, `INVALID_OPTION`, `MISSING_PACKAGE`
 * @example
 * ```ts
 * import { metadataPdf } from '@ksef/visualization/pdf';
 *
 * const pdf = await metadataPdf([
 *   { ksefNumber: '5265877635-20260201-0100001AF629-AF', invoiceNumber: 'FV 1/2026', issueDate: '2026-02-01' },
 * ]);
 * ```
 */
export async function metadataPdf(
  invoices: Iterable<MetadataRow>,
  options: PdfOptions = {},
): Promise<Uint8Array> {
  checkOptions<PdfOptions>(options, pdfChecks);
  return collect(metadataDocument(invoices), viewOf(options), settingsOf(options));
}

const pdfChecks: OptionChecks<PdfOptions> = {
  ...viewChecks,
  fonts: nested<PdfFonts>({ regular: required(bytes()), bold: required(bytes()) }),
  createdAt: expects('a valid Date', (value) => value instanceof Date && !Number.isNaN(value.getTime())),
};

const invoicePdfChecks: OptionChecks<InvoicePdfOptions> = {
  ...pdfChecks,
  ...invoiceViewChecks,
  archive: flag,
  receipt: bytes(),
};

function prepare(invoice: Uint8Array, options: InvoicePdfOptions) {
  checkOptions<InvoicePdfOptions>(options, invoicePdfChecks);
  const { archive = false, receipt } = options;
  if (archive) checkArchiveRuntime();
  const files = archive ? filesOf(invoice, receipt) : undefined;
  return {
    document: invoiceDocument(invoice),
    view: viewOf(options),
    settings: { ...settingsOf(options), files },
  };
}

/** PDF/A requires a colour profile, which is a file of PDFKit. PDFKit's build for browsers does not contain it. */
function checkArchiveRuntime(): void {
  if (globalThis.process?.getBuiltinModule !== undefined) return;
  throw new InvalidInputError(
    'Archives (PDF/A-3) are made in Node only. Leave out archive, or make the PDF on a server.',
    {
      code: 'INVALID_OPTION',
      input: 'archive',
    },
  );
}

function settingsOf({ fonts, createdAt = new Date() }: PdfOptions): PdfSettings {
  return { fonts, createdAt };
}

function filesOf(invoice: Uint8Array, receipt: Uint8Array | undefined): EmbeddedFile[] {
  const files: EmbeddedFile[] = [
    { name: 'invoice.xml', content: invoice, description: 'KSeF invoice (XML)', relationship: 'Source' },
  ];
  if (receipt !== undefined)
    files.push({
      name: 'upo.xml',
      content: receipt,
      description: 'KSeF receipt (UPO)',
      relationship: 'Supplement',
    });
  return files;
}

async function collect(
  document: VisualDocument,
  view: CheckedView,
  settings: PdfSettings,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  await renderPdf(document, view, settings, (chunk) => chunks.push(chunk));
  return joinBytes(chunks);
}
