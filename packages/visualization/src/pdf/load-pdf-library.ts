import { InvalidInputError } from '@ksef/core';

type PdfDocument = PDFKit.PDFDocument;
type PdfDocumentConstructor = new (options?: PDFKit.PDFDocumentOptions) => PdfDocument;

let loading: Promise<PdfDocumentConstructor> | undefined;

/**
 * PDFKit, loaded with the first document: programs that only create HTML need not install it.
 *
 * @throws InvalidInputError `MISSING_PACKAGE`
 */
export function loadPdfLibrary(): Promise<PdfDocumentConstructor> {
  loading ??= import('pdfkit').then(
    (module) => module.default as PdfDocumentConstructor,
    (cause: unknown) => {
      loading = undefined;
      throw new InvalidInputError('PDFs need the package pdfkit: npm install pdfkit dejavu-fonts-ttf', {
        code: 'MISSING_PACKAGE',
        input: 'pdfkit',
        cause,
      });
    },
  );
  return loading;
}
