import type { Card } from '../document/visual-document.js';
import { type FieldColumn, fieldsHeight, pdfFields } from './pdf-fields.js';
import type { PdfPage } from './pdf-page.js';
import type { PdfWords } from './pdf-words.js';

const gap = 10;
const padding = 6;
const indent = 8;
const titlePt = 9;
const titleGap = 2;
const border = '#d0d4d9';

/** Groups of fields, two beside each other and as high as each other; those that no page holds go on to the next. */
export function pdfCards(page: PdfPage, cards: readonly Card[], words: PdfWords): void {
  const half = (page.width - gap) / 2;
  for (let index = 0; index < cards.length; index += 2) {
    const pair = cards.slice(index, index + 2);
    const height = Math.max(...pair.map((card) => cardHeight(page, card, half - 2 * padding, words)));
    if (height + 2 * padding > page.pageRoom) {
      for (const card of pair) longCard(page, card, words);
      continue;
    }
    page.ensure(height + 2 * padding);
    const top = page.y;
    pair.forEach((card, place) => {
      const x = page.left + place * (half + gap);
      page.y = top;
      page.artifact(() =>
        page.pdf
          .lineWidth(0.5)
          .roundedRect(x, top, half, height + 2 * padding, 2)
          .stroke(border),
      );
      page.y += padding;
      pdfCard(page, card, x + padding, half - 2 * padding, words, 0);
    });
    page.y = top + height + 2 * padding + 5;
  }
}

/** The height of the first two groups. */
export function cardsStart(page: PdfPage, cards: readonly Card[], words: PdfWords): number {
  const width = (page.width - gap) / 2 - 2 * padding;
  const height = Math.max(0, ...cards.slice(0, 2).map((card) => cardHeight(page, card, width, words)));
  return height + 2 * padding > page.pageRoom * 0.8 ? 60 : height + 2 * padding;
}

function longCard(page: PdfPage, card: Card, words: PdfWords): void {
  pdfCard(page, card, page.left, page.width, words, 0);
  page.y += 4;
}

function pdfCard(page: PdfPage, card: Card, x: number, width: number, words: PdfWords, level: number): void {
  const style = { sizePt: titlePt, isBold: true, color: level === 0 ? page.accent : undefined };
  const title = page.lines(words.text(card.title), width, style);
  page.inside('Sect', () => {
    page.ensure(page.heightOf(title.length + 1, style));
    page.inside('P', () => page.tagged('P', () => page.write(title, x, page.y, width, style)));
    page.y += page.heightOf(title.length, style) + titleGap;
    pdfFields(page, card.fields, columnOf(x, width), words);
    for (const inner of card.cards) {
      page.y += 3;
      pdfCard(page, inner, x + indent, width - indent, words, level + 1);
    }
  });
}

function columnOf(x: number, width: number): FieldColumn {
  return { x, width, labelWidth: Math.min(width * 0.37, 130) };
}

function cardHeight(page: PdfPage, card: Card, width: number, words: PdfWords): number {
  const style = { sizePt: titlePt, isBold: true };
  let height = page.heightOf(page.lines(words.text(card.title), width, style).length, style) + titleGap;
  height += fieldsHeight(page, card.fields, columnOf(0, width), words);
  for (const inner of card.cards) height += 3 + cardHeight(page, inner, width - indent, words);
  return height;
}
