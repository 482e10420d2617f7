import type { Block } from '../document/visual-document.js';
import { cardsStart, pdfCards } from './pdf-cards.js';
import { codesStart, pdfCodes } from './pdf-codes.js';
import { pairsStart, pdfPairs } from './pdf-fields.js';
import type { PdfPage } from './pdf-page.js';
import { pdfTable, tableStart } from './pdf-table.js';
import { pdfTotal, totalStart } from './pdf-total.js';
import type { PdfWords } from './pdf-words.js';

const textStyle = { sizePt: 8.5 };

/** Any block, at the place that the page has come to. */
export function pdfBlock(page: PdfPage, block: Block, words: PdfWords): void {
  switch (block.type) {
    case 'fields':
      pdfPairs(page, block.fields, words);
      return;
    case 'total':
      pdfTotal(page, block.fields, words);
      return;
    case 'cards':
      pdfCards(page, block.cards, words);
      return;
    case 'paragraphs':
      for (const text of block.paragraphs) page.paragraph(text, textStyle);
      page.y += 2;
      return;
    case 'table':
      pdfTable(page, block, words);
      return;
    case 'codes':
      pdfCodes(page, block.codes, words);
      return;
  }
}

/** The height that a block needs on one page, so that no heading stands alone at the end of one. */
export function blockStart(page: PdfPage, block: Block | undefined, words: PdfWords): number {
  switch (block?.type) {
    case 'fields':
      return pairsStart(page, block.fields, words);
    case 'total':
      return totalStart;
    case 'cards':
      return cardsStart(page, block.cards, words);
    case 'table':
      return tableStart(page, block, words);
    case 'codes':
      return codesStart;
    default:
      return page.heightOf(2, textStyle);
  }
}
