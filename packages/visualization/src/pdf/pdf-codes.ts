import { qrMatrix } from '@ksef/qr/image';
import type { Code } from '../document/visual-document.js';
import type { PdfPage } from './pdf-page.js';
import type { PdfWords } from './pdf-words.js';

const codePt = 120;
const quietModules = 4;
const textStyle = { sizePt: 8.5 };
const linkStyle = { sizePt: 6.5 };

/** The height that the codes need. */
export const codesStart = codePt + 60;

/** KOD I and KOD II as vectors, each with its label and its link. */
export function pdfCodes(page: PdfPage, codes: readonly Code[], words: PdfWords): void {
  const width = page.width / 2;
  page.ensure(codesStart);
  const top = page.y;
  let lowest = top;
  codes.forEach(({ title, label, link }, index) => {
    const x = page.left + index * width;
    page.y = top;
    write(page, page.lines(words.text(title), width - 10, titleStyle), x, width, titleStyle);
    page.inside('Figure', () => page.tagged('Figure', () => drawCode(page, link, x)), {
      alt: `${words.text(title)}: ${label}`,
      bbox: [x, page.y, x + codePt, page.y + codePt],
    });
    page.y += codePt + 2;
    write(page, [label], x, width, textStyle);
    write(page, page.lines(link, width - 10, linkStyle), x, width, linkStyle);
    lowest = Math.max(lowest, page.y);
  });
  page.y = lowest;
}

const titleStyle = { ...textStyle, isBold: true };

function write(
  page: PdfPage,
  lines: readonly string[],
  x: number,
  width: number,
  style: { readonly sizePt: number; readonly isBold?: boolean },
): void {
  page.inside('P', () => page.tagged('P', () => page.write(lines, x, page.y, width, style)));
  page.y += page.heightOf(lines.length, style);
}

function drawCode(page: PdfPage, link: string, x: number): void {
  const matrix = qrMatrix(link);
  const size = codePt / (matrix.length + 2 * quietModules);
  matrix.forEach((row, top) => {
    row.forEach((isDark, left) => {
      if (isDark)
        page.pdf.rect(x + (left + quietModules) * size, page.y + (top + quietModules) * size, size, size);
    });
  });
  page.pdf.fill('#000000');
}
