import type { Field } from '../document/visual-document.js';
import type { PdfPage } from './pdf-page.js';
import type { PdfWords } from './pdf-words.js';

const style = { sizePt: 11, isBold: true };
const padding = 6;
const gap = 14;

/** The height that one total needs. */
export const totalStart = 40;

/** The amounts that a reader looks for first: large, at the right, on a ground of their own. */
export function pdfTotal(page: PdfPage, fields: readonly Field[], words: PdfWords): void {
  for (const { label, value } of fields) {
    page.ensure(totalStart);
    const amount = words.value(value, true);
    const amountWidth = page.widthOf(amount, style);
    const labelRoom = page.width - amountWidth - gap - 2 * padding;
    const labels = page.lines(words.text(label), labelRoom, style);
    const labelWidth = Math.max(...labels.map((line) => page.widthOf(line, style)));
    const height = page.heightOf(labels.length, style) + 2 * padding;
    const width = labelWidth + gap + amountWidth + 2 * padding;
    const x = page.left + page.width - width;
    page.artifact(() => {
      page.pdf.rect(x, page.y, width, height).fill('#f2f4f7');
      page.pdf.rect(x, page.y, width, 1.2).fill(page.accent);
    });
    page.inside('P', () =>
      page.tagged('P', () => {
        page.write(labels, x + padding, page.y + padding, labelWidth, style);
        page.write([amount], x + padding + labelWidth + gap, page.y + padding, amountWidth, style);
      }),
    );
    page.y += height + 4;
  }
}
