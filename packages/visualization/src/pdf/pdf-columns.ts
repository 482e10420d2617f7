import type { TableBlock } from '../document/visual-document.js';
import type { PdfPage } from './pdf-page.js';
import type { PdfWords } from './pdf-words.js';

export const cellPadding = 3;
export const bodyPt = 8;

interface ColumnNeeds {
  /** So that no word is broken. */
  readonly least: number;
  /** So that no line is. */
  readonly wanted: number;
}

const sampledRows = 50;

/**
 * Widths by what stands in the columns: the first rows are a sample. No word is broken while there is room for all;
 * what is left goes to the columns with long texts. A compact table is no wider than it needs.
 */
export function columnWidths(page: PdfPage, block: TableBlock, words: PdfWords): number[] {
  const needs = needsOf(page, block, words);
  const least = sum(needs.map((one) => one.least));
  if (least >= page.width) return needs.map((one) => (one.least / least) * page.width);
  const wanted = sum(needs.map((one) => one.wanted));
  if (wanted <= page.width) {
    if (block.isCompact) return needs.map((one) => one.wanted);
    const more = page.width - wanted;
    const main = block.columns.findIndex(({ isMain }) => isMain);
    return needs.map((one, index) =>
      main === -1 ? one.wanted * (1 + more / wanted) : one.wanted + (index === main ? more : 0),
    );
  }
  const share = (page.width - least) / (wanted - least);
  return needs.map((one) => one.least + share * (one.wanted - one.least));
}

function needsOf(page: PdfPage, { columns, rows, footer = [] }: TableBlock, words: PdfWords): ColumnNeeds[] {
  const sample = [...rows.slice(0, sampledRows), ...footer];
  const body = { sizePt: bodyPt };
  const head = { sizePt: bodyPt, isBold: true };
  const around = 2 * cellPadding + 1;
  return columns.map(({ title, isNumeric }, index) => {
    const cells = sample.map((row) => row[index]).filter((cell) => cell !== undefined);
    const texts = cells.map(({ value }) => words.value(value, isNumeric));
    const headText = words.text(title);
    const word = Math.max(
      page.widestWord(headText, head),
      ...texts.map((text) => page.widestWord(text, body)),
    );
    const lines = texts.flatMap((text) => text.split('\n').map((line) => page.widthOf(line, body)));
    const details = cells.some((cell) => (cell.details ?? []).length > 0) ? page.width * 0.3 : 0;
    // A head of one word more is broken rather than a text.
    const headRoom = Math.min(page.widthOf(headText, head), page.width * 0.15);
    return {
      least: Math.min(word, page.width / 3) + around,
      wanted: Math.min(Math.max(word, headRoom, details, ...lines), page.width * 0.6) + around,
    };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}
