import type { VisualDocument } from '../document/visual-document.js';
import type { CheckedView } from '../options.js';
import { loadPdfLibrary } from './load-pdf-library.js';
import { blockStart, pdfBlock } from './pdf-blocks.js';
import { codesStart, pdfCodes } from './pdf-codes.js';
import { installedFonts, type PdfFonts } from './pdf-fonts.js';
import { PdfPage } from './pdf-page.js';
import { PdfWords } from './pdf-words.js';

/** A file inside a PDF. */
export interface EmbeddedFile {
  readonly name: string;
  readonly content: Uint8Array;
  readonly description: string;
  /** `Source`: the file that the document was created from. `Supplement`: a related file. */
  readonly relationship: 'Source' | 'Supplement';
}

export interface PdfSettings {
  readonly fonts?: PdfFonts | undefined;
  /** Creates a PDF/A-3 with these files inside. */
  readonly files?: readonly EmbeddedFile[] | undefined;
  /** The creation time in the file. */
  readonly createdAt: Date;
}

/** Called for each piece of the file, in order. */
export type PdfSink = (chunk: Uint8Array) => void;

/** Writes a document as a PDF: tagged, with embedded fonts, page numbers, and table heads on every page. */
export async function renderPdf(
  document: VisualDocument,
  view: CheckedView,
  settings: PdfSettings,
  sink: PdfSink,
): Promise<void> {
  const PdfDocument = await loadPdfLibrary();
  const words = new PdfWords(view.language);
  const title = `${words.text(document.kind)} ${document.number}`.trim();
  const { files } = settings;
  const pdf = new PdfDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: true,
    bufferPages: true,
    tagged: true,
    displayTitle: true,
    pdfVersion: '1.7',
    lang: view.language === 'en' ? 'en' : 'pl',
    ...(files === undefined ? {} : { subset: 'PDF/A-3a' as PDFKit.PDFDocumentOptions['subset'] }),
    info: {
      Title: title,
      Creator: '@ksef/visualization',
      Producer: 'PDFKit',
      CreationDate: settings.createdAt,
    },
    font: null as unknown as string,
  } as PDFKit.PDFDocumentOptions);
  const done = new Promise<void>((resolve, reject) => {
    pdf.on('data', sink);
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  const fonts = settings.fonts ?? installedFonts();
  pdf.registerFont('regular', fonts.regular as PDFKit.Mixins.PDFFontSource);
  pdf.registerFont('bold', fonts.bold as PDFKit.Mixins.PDFFontSource);
  for (const { name, content, description, relationship } of files ?? [])
    pdf.file(
      content as Buffer,
      {
        name,
        description,
        type: 'text/xml',
        relationship,
        creationDate: settings.createdAt,
        modifiedDate: settings.createdAt,
      } as PDFKit.Mixins.PDFAttachmentOptions,
    );

  const page = new PdfPage(pdf, view.colors);
  heading(page, document, view, words);
  for (const { title: sectionTitle, blocks } of document.sections) {
    page.inside('Sect', () => {
      sectionHeading(page, words.text(sectionTitle), blockStart(page, blocks[0], words));
      for (const block of blocks) pdfBlock(page, block, words);
    });
  }
  if (view.codes.length > 0) {
    page.inside('Sect', () => {
      sectionHeading(page, words.text(['Weryfikacja', 'Verification']), codesStart);
      pdfCodes(page, view.codes, words);
    });
  }
  everyPage(page, document, view, words);
  pdf.end();
  await done;
}

function heading(page: PdfPage, document: VisualDocument, view: CheckedView, words: PdfWords): void {
  const top = page.y;
  if (view.logo !== undefined) {
    const { data, description } = view.logo;
    page.inside(
      'Figure',
      () =>
        page.tagged('Figure', () => {
          page.pdf.image(data as Buffer, page.left + page.width - 140, top, {
            fit: [140, 50],
            align: 'right',
          });
        }),
      { alt: description, bbox: [page.left + page.width - 140, top, page.left + page.width, top + 50] },
    );
  }
  page.paragraph(words.text(document.kind), { sizePt: 16, isBold: true, color: view.colors.accent }, 'H1');
  page.y += 2;
  number(page, words.text(document.numberLabel), document.number);
  number(page, words.text(['Numer KSeF', 'KSeF number']), view.ksefNumber);
  page.y = Math.max(page.y + 4, view.logo === undefined ? 0 : top + 56);
  page.artifact(() => page.pdf.rect(page.left, page.y, page.width, 2).fill(page.accent));
  page.y += 2;
}

function number(page: PdfPage, label: string, value: string): void {
  if (value === '') return;
  const [labelStyle, style] = [
    { sizePt: 10, color: '#555555' },
    { sizePt: 10, isBold: true },
  ];
  const x = page.left + page.widthOf(label, labelStyle) + 8;
  const width = page.left + page.width - x;
  const lines = page.lines(value, width, style);
  page.inside('P', () =>
    page.tagged('P', () => {
      page.write([label], page.left, page.y, width, labelStyle);
      page.write(lines, x, page.y, width, style);
    }),
  );
  page.y += page.heightOf(lines.length, style);
}

/** A heading, on the page on which what follows it begins. */
function sectionHeading(page: PdfPage, title: string, nextHeight: number): void {
  const style = { sizePt: 11, isBold: true, color: page.accent };
  page.y += 8;
  page.ensure(page.heightOf(1, style) + 5 + nextHeight);
  page.paragraph(title, style, 'H2');
  page.artifact(() => {
    page.pdf
      .lineWidth(0.7)
      .moveTo(page.left, page.y)
      .lineTo(page.left + page.width, page.y)
      .stroke('#d0d4d9');
  });
  page.y += 5;
}

/** Page numbers and the watermark: they are known once the last page is written. */
function everyPage(page: PdfPage, document: VisualDocument, view: CheckedView, words: PdfWords): void {
  const { pdf } = page;
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index++) {
    pdf.switchToPage(index);
    page.artifact(() => {
      const text = words.text([`Strona ${index + 1} z ${count}`, `Page ${index + 1} of ${count}`]);
      const style = { sizePt: 8, color: '#555555' };
      const y = pdf.page.height - 40;
      page.write([text], page.left, y, page.width, { ...style, align: 'right' });
      const [numbers = ''] = page.lines(numbersOf(document, view, words), page.width - 120, style);
      page.write([numbers], page.left, y, page.width, style);
    });
    if (view.watermark !== '') page.artifact(() => watermark(pdf, view.watermark));
  }
}

/** So that a page that was printed and lost can be found again. */
function numbersOf(document: VisualDocument, view: CheckedView, words: PdfWords): string {
  const number = document.number === '' ? '' : `${words.text(document.numberLabel)}: ${document.number}`;
  return [number, view.ksefNumber].filter((one) => one !== '').join(' · ');
}

function watermark(pdf: PDFKit.PDFDocument, text: string): void {
  const { width, height } = pdf.page;
  pdf.save();
  pdf.rotate(-45, { origin: [width / 2, height / 2] });
  pdf.font('bold').fontSize(Math.min(90, (width * 1.1) / Math.max(4, text.length * 0.65)));
  pdf.fillColor('#000000', 0.1);
  pdf.text(text, (width - pdf.widthOfString(text)) / 2, height / 2 - 40, { lineBreak: false });
  pdf.restore();
}
