import { qrMatrix } from '@ksef/qr/image';
import type { Block, Card, Code, Field } from '../document/visual-document.js';
import type { PdfPage } from './pdf-page.js';
import { pdfTable } from './pdf-table.js';
import type { PdfWords } from './pdf-words.js';

const textPt = 8.5;
const gray = '#555555';

/** Any block, at the place that the page has come to. */
export function pdfBlock(page: PdfPage, block: Block, words: PdfWords): void {
  switch (block.type) {
    case 'fields':
      pdfFields(page, block.fields, words, page.left, page.width);
      return;
    case 'cards':
      pdfCards(page, block.cards, words);
      return;
    case 'paragraphs':
      for (const text of block.paragraphs) page.paragraph(text, { sizePt: textPt });
      return;
    case 'table':
      pdfTable(page, block, words);
      return;
    case 'codes':
      pdfCodes(page, block.codes, words);
      return;
  }
}

function pdfFields(page: PdfPage, fields: readonly Field[], words: PdfWords, x: number, width: number): void {
  const labelWidth = width * 0.38;
  const valueWidth = width - labelWidth - 8;
  const labelStyle = { sizePt: textPt, color: gray };
  const valueStyle = { sizePt: textPt };
  for (const { label, value } of fields) {
    let labels = page.lines(words.text(label), labelWidth, labelStyle);
    let values = page.lines(words.value(value), valueWidth, valueStyle);
    if (page.heightOf(Math.max(labels.length, values.length), valueStyle) < page.pageRoom / 2)
      page.ensure(page.heightOf(Math.max(labels.length, values.length), valueStyle));
    page.inside('P', () => {
      while (labels.length + values.length > 0) {
        page.ensure(page.heightOf(1, valueStyle));
        const fits = Math.max(1, Math.floor(page.room / page.heightOf(1, valueStyle)));
        page.tagged('P', () => {
          page.write(labels.slice(0, fits), x, page.y, labelWidth, labelStyle);
          page.write(values.slice(0, fits), x + labelWidth + 8, page.y, valueWidth, valueStyle);
        });
        page.y += page.heightOf(Math.min(fits, Math.max(labels.length, values.length)), valueStyle);
        labels = labels.slice(fits);
        values = values.slice(fits);
      }
    });
  }
}

/** Two groups side by side where both fit on a page, below each other otherwise. */
function pdfCards(page: PdfPage, cards: readonly Card[], words: PdfWords): void {
  const gap = 10;
  const half = (page.width - gap) / 2;
  for (let index = 0; index < cards.length; ) {
    const [first, second] = [cards[index], cards[index + 1]];
    if (first === undefined) return;
    const heights = [first, second].map((card) => (card ? cardHeight(page, card, words, half) : 0));
    const height = Math.max(...heights);
    if (second === undefined || height > page.pageRoom * 0.9) {
      pdfCard(page, first, words, page.left, page.width);
      index += 1;
      continue;
    }
    page.ensure(height);
    const top = page.y;
    pdfCard(page, first, words, page.left, half);
    const bottom = page.y;
    page.y = top;
    pdfCard(page, second, words, page.left + half + gap, half);
    page.y = Math.max(bottom, page.y);
    index += 2;
  }
}

function pdfCard(page: PdfPage, card: Card, words: PdfWords, x: number, width: number): void {
  const style = { sizePt: 9, isBold: true };
  const title = page.lines(words.text(card.title), width, style);
  page.inside('Sect', () => {
    page.ensure(page.heightOf(title.length + 1, style));
    page.inside('P', () => page.tagged('P', () => page.write(title, x, page.y, width, style)));
    page.y += page.heightOf(title.length, style);
    pdfFields(page, card.fields, words, x, width);
    for (const inner of card.cards) pdfCard(page, inner, words, x + 8, width - 8);
  });
  page.y += 4;
}

function cardHeight(page: PdfPage, card: Card, words: PdfWords, width: number): number {
  const labelWidth = width * 0.38;
  const titleStyle = { sizePt: 9, isBold: true };
  const style = { sizePt: textPt };
  let height = page.heightOf(page.lines(words.text(card.title), width, titleStyle).length, titleStyle) + 4;
  for (const { label, value } of card.fields) {
    const labels = page.lines(words.text(label), labelWidth, style).length;
    const values = page.lines(words.value(value), width - labelWidth - 8, style).length;
    height += page.heightOf(Math.max(labels, values), style);
  }
  for (const inner of card.cards) height += cardHeight(page, inner, words, width - 8);
  return height;
}

const codePt = 120;
const quietModules = 4;

/** KOD I and KOD II as vectors, each with its label and its link. */
export function pdfCodes(page: PdfPage, codes: readonly Code[], words: PdfWords): void {
  const width = page.width / 2;
  page.ensure(codePt + 60);
  const top = page.y;
  let lowest = top;
  codes.forEach(({ title, label, link }, index) => {
    const x = page.left + index * width;
    page.y = top;
    write(page, [words.text(title)], x, width, { sizePt: textPt, isBold: true });
    page.inside('Figure', () => page.tagged('Figure', () => drawCode(page, link, x)), {
      alt: `${words.text(title)}: ${label}`,
      bbox: [x, page.y, x + codePt, page.y + codePt],
    });
    page.y += codePt + 2;
    write(page, [label], x, width, { sizePt: textPt });
    write(page, page.lines(link, width - 10, { sizePt: 6.5 }), x, width, { sizePt: 6.5 });
    lowest = Math.max(lowest, page.y);
  });
  page.y = lowest;
}

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
