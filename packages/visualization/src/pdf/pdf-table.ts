import type { Cell, Column, TableBlock } from '../document/visual-document.js';
import type { PdfPage, TextStyle } from './pdf-page.js';
import type { PdfWords } from './pdf-words.js';

const padding = 3;
const bodyPt = 8;
const detailPt = 7;

interface PreparedCell {
  readonly lines: readonly string[];
  readonly details: readonly string[];
}

/** A table whose head is repeated on every page. A row that is higher than a page goes on to the next one. */
export function pdfTable(page: PdfPage, block: TableBlock, words: PdfWords): void {
  const widths = columnWidths(page, block, words);
  const columns = block.columns;
  if (block.caption !== undefined) {
    page.ensure(40);
    page.paragraph(words.text(block.caption), { sizePt: 9, isBold: true });
  }
  const head = columns.map(({ title }) => ({ value: title }));
  page.inside('Table', () => {
    const headStyle = { sizePt: bodyPt, isBold: true };
    page.ensure(50);
    row(page, head, columns, widths, words, headStyle, 'TH');
    page.onNewPage = () => row(page, head, columns, widths, words, headStyle, 'artifact');
    for (const cells of block.rows) row(page, cells, columns, widths, words, { sizePt: bodyPt }, 'TD');
    for (const cells of block.footer ?? []) row(page, cells, columns, widths, words, headStyle, 'TD');
    page.onNewPage = undefined;
  });
  page.y += 4;
}

function row(
  page: PdfPage,
  cells: readonly Cell[],
  columns: readonly Column[],
  widths: readonly number[],
  words: PdfWords,
  style: TextStyle,
  kind: 'TH' | 'TD' | 'artifact',
): void {
  const detailStyle = { sizePt: detailPt, color: '#444444' };
  let prepared = widths.map((width, index): PreparedCell => {
    const one = cells[index] ?? { value: ['', ''] as const };
    const room = width - 2 * padding;
    const isNumeric = columns[index]?.isNumeric === true;
    return {
      lines: page.lines(words.value(one.value, isNumeric), room, style),
      details: (one.details ?? []).flatMap((field) => page.lines(words.field(field), room, detailStyle)),
    };
  });
  const heightOf = ({ lines, details }: PreparedCell) =>
    page.heightOf(lines.length, style) + page.heightOf(details.length, detailStyle);
  const whole = 2 * padding + Math.max(...prepared.map(heightOf));
  if (whole <= page.pageRoom * 0.6 && kind !== 'artifact') page.ensure(whole);

  const write = () => {
    for (;;) {
      const room = page.room - 2 * padding;
      const parts = prepared.map((cell) => split(cell, room, page, style, detailStyle));
      const height = 2 * padding + Math.max(...parts.map(({ now }) => heightOf(now)));
      let x = page.left;
      parts.forEach(({ now }, index) => {
        const width = widths[index] ?? 0;
        const align = columns[index]?.isNumeric ? ('right' as const) : ('left' as const);
        page.artifact(() => box(page, x, width, height, kind !== 'TD'));
        const draw = () => {
          const inner = width - 2 * padding;
          page.write(now.lines, x + padding, page.y + padding, inner, { ...style, align });
          const top = page.y + padding + page.heightOf(now.lines.length, style);
          page.write(now.details, x + padding, top, inner, detailStyle);
        };
        if (kind === 'artifact') page.artifact(draw);
        else page.inside(kind, () => page.tagged(kind, draw), kind === 'TH' ? { scope: 'Column' } : {});
        x += width;
      });
      page.y += height;
      prepared = parts.map(({ later }) => later);
      if (prepared.every(({ lines, details }) => lines.length + details.length === 0)) return;
      page.newPage();
    }
  };
  if (kind === 'artifact') write();
  else page.inside('TR', write);
}

function box(page: PdfPage, x: number, width: number, height: number, isHead: boolean): void {
  const { pdf } = page;
  if (isHead) pdf.rect(x, page.y, width, height).fill('#f2f4f7');
  pdf.lineWidth(0.5).rect(x, page.y, width, height).stroke('#c8c8c8');
}

/** What of a cell fits into the room that is left, and what has to wait. */
function split(
  { lines, details }: PreparedCell,
  room: number,
  page: PdfPage,
  style: TextStyle,
  detailStyle: TextStyle,
): { now: PreparedCell; later: PreparedCell } {
  const fits = Math.max(1, Math.floor(room / page.heightOf(1, style)));
  const now = lines.slice(0, fits);
  const left = room - page.heightOf(now.length, style);
  const detailsFit =
    now.length < lines.length ? 0 : Math.max(0, Math.floor(left / page.heightOf(1, detailStyle)));
  return {
    now: { lines: now, details: details.slice(0, detailsFit) },
    later: { lines: lines.slice(now.length), details: details.slice(detailsFit) },
  };
}

/**
 * Widths by what stands in the columns: the first rows are a sample. No word is broken while there is room for all;
 * what is left goes to the columns with long texts.
 */
function columnWidths(page: PdfPage, { columns, rows, footer = [] }: TableBlock, words: PdfWords): number[] {
  const sample = [...rows.slice(0, 50), ...footer];
  const body = { sizePt: bodyPt };
  const head = { sizePt: bodyPt, isBold: true };
  const widths = columns.map(({ title, isNumeric }, index) => {
    const cells = sample.map((row) => row[index]).filter((cell) => cell !== undefined);
    const texts = cells.map(({ value }) => words.value(value, isNumeric));
    const titleText = words.text(title);
    const word = Math.max(
      page.widestWord(titleText, head),
      ...texts.map((text) => page.widestWord(text, body)),
    );
    const whole = Math.max(word, ...texts.map((text) => page.widthOf(text, body)));
    const details = cells.some((cell) => (cell.details ?? []).length > 0) ? page.width * 0.3 : 0;
    return {
      least: Math.min(word, page.width / 4) + 2 * padding + 1,
      wanted: Math.min(Math.max(whole, details), page.width * 0.6) + 2 * padding + 1,
    };
  });
  const least = widths.reduce((sum, one) => sum + one.least, 0);
  if (least >= page.width) return widths.map((one) => (one.least / least) * page.width);
  const more = widths.reduce((sum, one) => sum + one.wanted - one.least, 0);
  const left = page.width - least;
  return widths.map(
    (one) => one.least + left * (more === 0 ? 1 / columns.length : (one.wanted - one.least) / more),
  );
}
